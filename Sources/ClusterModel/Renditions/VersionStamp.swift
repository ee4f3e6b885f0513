/// The stamp by which a phone knows one version of its file from another: `<seconds>-<uuid>`.
///
/// It is a function of the file's other bytes alone (T01): both parts are cut from the SHA-256 of the file with an
/// empty stamp. Phones only compare it for equality, so the seconds need not be a time.
public struct VersionStamp: Hashable, Sendable, CustomStringConvertible {
    /// How many of the digest's bytes the stamp is made of: 4 for the seconds, 16 for the UUID.
    public static let byteCount = 20

    /// Those bytes.
    public let bytes: [UInt8]

    /// The stamp cut from a digest; `nil` when it is shorter than ``byteCount``.
    public init?(digest: [UInt8]) {
        guard digest.count >= Self.byteCount else { return nil }
        bytes = Array(digest.prefix(Self.byteCount))
    }

    /// The stamp as it stands in the file.
    public var description: String { String(decoding: ascii, as: UTF8.self) }

    /// The stamp as it stands in the file, in ASCII.
    public var ascii: [UInt8] {
        let seconds = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var text = Array(String(seconds).utf8)
        text.reserveCapacity(text.count + 37)
        for (index, byte) in bytes.dropFirst(4).enumerated() {
            // A UUID's hyphens stand before its octets 4, 6, 8 and 10 (RFC 9562, section 4); one more before the first.
            if [0, 4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 15)])
        }
        return text
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
