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
            ClientDatagram.appendRequest(asking: phone.behaviour.requestsOptions ? Self.options : [], to: &buffer) {
                phone.appendName(of: file, to: &$0)
            }
        case .acknowledgement(let block): ClientDatagram.appendAcknowledgement(block, to: &buffer)
        case .error(let code): ClientDatagram.appendError(code, to: &buffer)
        }
    }

    /// What a newer phone asks for.
    private static let options: [(TransferOption, Int)] = [
        (.blockSize, PhoneBehaviour.largeBlockSize), (.transferSize, 0),
    ]
}
