/// The header of a TLS record, as far as it tells TLS from other protocols.
enum TLSRecord {
    /// The content types, change_cipher_spec to heartbeat (RFC 8446 section 5.1, RFC 6520 section 3).
    private static let contentTypes: ClosedRange<UInt8> = 20...24
    /// The major version of every TLS and of SSL 3.0 (RFC 8446 section 5.1).
    private static let majorVersion: UInt8 = 3

    /// Whether a peer that speaks TLS can begin so.
    static func canBegin(with bytes: [UInt8]) -> Bool {
        guard let type = bytes.first, contentTypes.contains(type) else { return false }
        return bytes.count < 2 || bytes[1] == majorVersion
    }
}
