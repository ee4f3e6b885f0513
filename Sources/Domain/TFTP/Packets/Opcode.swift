/// The two-octet operation code every packet begins with (RFC 1350 section 5, RFC 2347 for 6).
public enum Opcode: UInt16, Sendable {
    /// RRQ: a client wants to read a file.
    case readRequest = 1
    /// WRQ: a client wants to write a file.
    case writeRequest = 2
    /// DATA: one block of a file.
    case data = 3
    /// ACK: a block, or an OACK, has arrived.
    case acknowledgement = 4
    /// ERROR: the transfer is over; never answered.
    case error = 5
    /// OACK: the options the server agrees to (RFC 2347).
    case optionAcknowledgement = 6
}
