/// How a file's bytes are carried (RFC 1350 sections 1 and 5).
public enum TransferMode: String, Sendable, CaseIterable {
    /// The bytes as they are.
    case octet
    /// Text with CR LF line ends; see ``Netascii``.
    case netascii
    /// Obsolete, and only ever for write requests; always refused.
    case mail

    /// The mode a client spelt, in any mixture of upper and lower case; `nil` for any other word.
    init?(spelt bytes: Span<UInt8>) {
        for mode in Self.allCases where bytes.equalsIgnoringASCIICase(mode.rawValue) {
            self = mode
            return
        }
        return nil
    }
}
