/// The options this server knows.
public enum TransferOption: UInt8, Sendable, CaseIterable {
    /// Octets of data in a block (RFC 2348).
    case blockSize
    /// The file's length (RFC 2349).
    case transferSize
    /// Seconds before a resend (RFC 2349).
    case timeout
    /// Blocks before an acknowledgement (RFC 7440).
    case windowSize

    /// The option's name as the RFCs spell it, in lower case.
    public var name: String {
        switch self {
        case .blockSize: "blksize"
        case .transferSize: "tsize"
        case .timeout: "timeout"
        case .windowSize: "windowsize"
        }
    }

    /// The option a client named in any mixture of cases (RFC 2347 section 2); `nil` for one that is not known.
    init?(spelt bytes: Span<UInt8>) {
        for option in Self.allCases where bytes.equalsIgnoringASCIICase(option.name) {
            self = option
            return
        }
        return nil
    }
}
