public import TFTP

/// A packet from a phone.
public enum PhonePacket: Hashable, Sendable {
    /// RRQ for a file.
    case request(BootFile)
    /// ACK of the block with these low 16 bits.
    case acknowledgement(UInt16)
    /// ERROR.
    case error(ErrorCode)

    /// Appends the packet's octets.
    ///
    /// - Parameters:
    ///   - phone: The phone that sends it.
    ///   - buffer: Where the octets go.
    func write(from phone: borrowing SimulatedPhone, into buffer: inout [UInt8]) {
        switch self {
        case .request(let file):
            Self.append(Opcode.readRequest.rawValue, to: &buffer)
            phone.appendName(of: file, to: &buffer)
            buffer.append(0)
            Self.append(terminated: TransferMode.octet.rawValue, to: &buffer)
            guard phone.behaviour.requestsOptions else { return }
            Self.append(terminated: TransferOption.blockSize.name, to: &buffer)
            Self.append(terminated: String(PhoneBehaviour.largeBlockSize), to: &buffer)
            Self.append(terminated: TransferOption.transferSize.name, to: &buffer)
            Self.append(terminated: "0", to: &buffer)
        case .acknowledgement(let block):
            Self.append(Opcode.acknowledgement.rawValue, to: &buffer)
            Self.append(block, to: &buffer)
        case .error(let code):
            Self.append(Opcode.error.rawValue, to: &buffer)
            Self.append(code.rawValue, to: &buffer)
            buffer.append(0)
        }
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
