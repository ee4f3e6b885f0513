/// A short packet from the server, written into a buffer that cannot overflow: an OACK, an ERROR, or what stands before a
/// block's data.
///
/// The OACK (RFC 2347), the ERROR (RFC 1350 figure 5-4) and the DATA packet (figure 5-2):
///
///      2 bytes   string   1 byte   string   1 byte
///     +--------+--------+------+----------+------+
///     | Opcode | Option |  0   |  Value   |  0   |  ...
///     |   6    |        |      |          |      |
///     +--------+--------+------+----------+------+
///
///      2 bytes    2 bytes     string   1 byte      2 bytes   2 bytes   n bytes
///     +--------+-----------+----------+------+    +--------+---------+---------+
///     | Opcode | ErrorCode |  ErrMsg  |  0   |    | Opcode | Block # |  Data   |
///     |   5    |           |          |      |    |   3    |         |         |
///     +--------+-----------+----------+------+    +--------+---------+---------+
public struct ServerPacket: Sendable {
    /// Room for the longest OACK (four options, the longest values) and the longest error text, with some to spare.
    public static let capacity = 128

    private var storage: [128 of UInt8] = .init(repeating: 0)
    /// The number of octets written.
    public private(set) var count = 0
    /// Whether something did not fit; such a packet must not be sent.
    public private(set) var isTruncated = false

    /// Calls `body` with the octets written.
    public func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(storage.span.extracting(first: count))
    }

    /// An ERROR packet (RFC 1350 figure 5-4).
    ///
    /// - Parameters:
    ///   - code: The error code.
    ///   - message: A fixed text for people; never anything the client sent.
    /// - Returns: The packet.
    public static func error(_ code: ErrorCode, _ message: String) -> ServerPacket {
        var packet = ServerPacket()
        packet.append(Opcode.error.rawValue)
        packet.append(code.rawValue)
        packet.append(terminated: message)
        return packet
    }

    /// The OACK that names the negotiated options in the order and spelling of the request (RFC 2347).
    public static func optionAcknowledgement(_ options: NegotiatedOptions) -> ServerPacket {
        var packet = ServerPacket()
        packet.append(Opcode.optionAcknowledgement.rawValue)
        for index in 0..<options.count {
            let option = options[index]
            option.forEachLetter { packet.append($0) }
            packet.append(UInt8(0))
            packet.append(decimal: option.value)
            packet.append(UInt8(0))
        }
        return packet
    }

    /// The four octets before a block's data (RFC 1350 figure 5-2).
    ///
    /// - Parameter block: The block's number from 1, not wrapped; the wire carries its low 16 bits.
    /// - Returns: The octets.
    public static func dataHeader(block: UInt64) -> [4 of UInt8] {
        [0, UInt8(Opcode.data.rawValue), UInt8(truncatingIfNeeded: block >> 8), UInt8(truncatingIfNeeded: block)]
    }

    private mutating func append(_ number: UInt16) {
        append(UInt8(number >> 8))
        append(UInt8(truncatingIfNeeded: number))
    }

    private mutating func append(terminated text: String) {
        for byte in text.utf8 { append(byte) }
        append(UInt8(0))
    }

    private mutating func append(decimal number: UInt64) {
        // From the last digit to the first: a division by a constant is a multiplication.
        var digits: [20 of UInt8] = .init(repeating: 0)
        var start = digits.count
        var rest = number
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        for index in start..<digits.count { append(digits[index]) }
    }

    private mutating func append(_ byte: UInt8) {
        guard count < Self.capacity else {
            isTruncated = true
            return
        }
        storage[count] = byte
        count += 1
    }
}
