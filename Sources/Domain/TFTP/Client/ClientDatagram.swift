/// The datagrams of a client that reads files, appended to a buffer of the caller's.
public enum ClientDatagram {
    /// RRQ in octet mode (RFC 1350 figure 5-1, RFC 2347).
    ///
    /// - Parameters:
    ///   - options: The options to ask for with their values, in their order.
    ///   - buffer: Where the octets go.
    ///   - name: Appends the file's name, without its NUL.
    public static func appendRequest(
        asking options: [(TransferOption, Int)],
        to buffer: inout [UInt8],
        name: (inout [UInt8]) -> Void
    ) {
        append(Opcode.readRequest.rawValue, to: &buffer)
        name(&buffer)
        buffer.append(0)
        append(terminated: TransferMode.octet.rawValue, to: &buffer)
        for (option, value) in options {
            append(terminated: option.name, to: &buffer)
            append(terminated: String(value), to: &buffer)
        }
    }

    /// ACK of the block with these low 16 bits; 0 acknowledges an OACK.
    public static func appendAcknowledgement(_ block: UInt16, to buffer: inout [UInt8]) {
        append(Opcode.acknowledgement.rawValue, to: &buffer)
        append(block, to: &buffer)
    }

    /// ERROR without a text.
    public static func appendError(_ code: ErrorCode, to buffer: inout [UInt8]) {
        append(Opcode.error.rawValue, to: &buffer)
        append(code.rawValue, to: &buffer)
        buffer.append(0)
    }

    private static func append(_ number: UInt16, to buffer: inout [UInt8]) {
        buffer.append(UInt8(number >> 8))
        buffer.append(UInt8(truncatingIfNeeded: number))
    }

    private static func append(terminated text: String, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: text.utf8)
        buffer.append(0)
    }
}
