/// A datagram from a client, understood as far as a read-only server needs to know what to do with it.
///
/// Nearly all are acknowledgements, so it is no larger than one: what a request asks for is read when it is answered
/// (``ReadRequest`` draws it).
///
/// An ACK (RFC 1350 figure 5-3), and an ERROR (figure 5-4):
///
///      2 bytes   2 bytes                  2 bytes    2 bytes     string   1 byte
///     +--------+---------+               +--------+-----------+----------+------+
///     | Opcode | Block # |               | Opcode | ErrorCode |  ErrMsg  |  0   |
///     |   4    |         |               |   5    |           |          |      |
///     +--------+---------+               +--------+-----------+----------+------+
public enum ClientPacket: Sendable {
    /// RRQ, however badly formed: ``ReadRequest`` takes it apart.
    case readRequest
    /// WRQ, whatever it holds.
    case writeRequest
    /// ACK of the block with these low 16 bits; octets after the fourth are ignored.
    case acknowledgement(UInt16)
    /// ERROR with this code; one that is cut off has code 0, as what is in no other way defined.
    case error(UInt16)
    /// DATA or OACK, which no client of a read-only server has a reason to send.
    case unexpected
    /// Too short, or an opcode that does not exist.
    case malformed

    /// Understands a datagram.
    ///
    /// - Parameter packet: The datagram's bytes; any bytes, of any number, are fine.
    public init(_ packet: Span<UInt8>) {
        guard packet.count >= PacketLayout.opcodeBytes, let opcode = Opcode(rawValue: packet.bigEndian16(at: 0)) else {
            self = .malformed
            return
        }
        switch opcode {
        case .readRequest:
            self = .readRequest
        case .writeRequest:
            self = .writeRequest
        case .acknowledgement:
            let complete = packet.count >= PacketLayout.dataHeaderBytes
            self = complete ? .acknowledgement(packet.bigEndian16(at: PacketLayout.opcodeBytes)) : .malformed
        case .error:
            let complete = packet.count >= PacketLayout.dataHeaderBytes
            self = .error(complete ? packet.bigEndian16(at: PacketLayout.opcodeBytes) : ErrorCode.undefined.rawValue)
        case .data, .optionAcknowledgement:
            self = .unexpected
        }
    }
}
