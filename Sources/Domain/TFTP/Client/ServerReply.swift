/// A datagram from a server, understood as far as a client needs that reads files in lock-step.
public enum ServerReply: Hashable, Sendable {
    /// DATA: the block's low 16 bits and the number of data octets.
    case data(UInt16, count: Int)
    /// OACK with the options that such clients ask for; `nil` for one that is not there.
    case options(blockSize: Int?, transferSize: Int?)
    /// ERROR with its code.
    case error(UInt16)
    /// Anything else, an OACK that names other options or values that are no numbers included.
    case malformed

    /// Understands a datagram; any bytes, of any number, are fine.
    public init(_ packet: Span<UInt8>) {
        guard packet.count >= PacketLayout.opcodeBytes,
            let opcode = Opcode(rawValue: UInt16(packet[0]) << 8 | UInt16(packet[1]))
        else {
            self = .malformed
            return
        }
        if opcode == .optionAcknowledgement {
            self = Self.options(packet) ?? .malformed
            return
        }
        guard packet.count >= PacketLayout.dataHeaderBytes else {
            self = .malformed
            return
        }
        let number = UInt16(packet[2]) << 8 | UInt16(packet[3])
        switch opcode {
        case .data: self = .data(number, count: packet.count - PacketLayout.dataHeaderBytes)
        case .error: self = .error(number)
        default: self = .malformed
        }
    }

    private static func options(_ packet: Span<UInt8>) -> ServerReply? {
        var blockSize: Int?
        var transferSize: Int?
        var at = PacketLayout.opcodeBytes
        while at < packet.count {
            guard let name = text(packet, &at), let value = text(packet, &at).flatMap({ Int($0) }), value >= 0 else {
                return nil
            }
            switch name.lowercased() {
            case TransferOption.blockSize.name: blockSize = value
            case TransferOption.transferSize.name: transferSize = value
            default: return nil
            }
        }
        return .options(blockSize: blockSize, transferSize: transferSize)
    }

    /// The text up to the next NUL, which is passed; `nil` when there is none.
    private static func text(_ packet: Span<UInt8>, _ at: inout Int) -> String? {
        var bytes: [UInt8] = []
        while at < packet.count {
            defer { at += 1 }
            if packet[at] == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(packet[at])
        }
        return nil
    }
}
