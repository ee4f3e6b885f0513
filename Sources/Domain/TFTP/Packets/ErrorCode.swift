/// The code of an ERROR packet (RFC 1350 appendix, RFC 2347 for 8).
public enum ErrorCode: UInt16, Sendable {
    /// Not defined; the message says more.
    case undefined = 0
    /// File not found.
    case fileNotFound = 1
    /// Access violation.
    case accessViolation = 2
    /// Illegal TFTP operation.
    case illegalOperation = 4
    /// Unknown transfer id.
    case unknownTransferID = 5
    /// The options are refused (RFC 2347 section 4): a client's, as this server refuses none.
    case optionNegotiation = 8
}
