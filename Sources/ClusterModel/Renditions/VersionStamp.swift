/// The stamp by which a phone knows one version of its file from another: `<seconds>-<uuid>`.
///
/// It is a function of the file's other bytes alone (T01): both parts are cut from the SHA-256 of the file with an
/// empty stamp. Phones only compare it for equality, so the seconds need not be a time.
public struct VersionStamp: Hashable, Sendable, CustomStringConvertible {
    /// How many of the digest's bytes the stamp is made of: 4 for the seconds, 16 for the UUID.
    public static let byteCount = 20

    /// How long its text is at most: ten digits, a hyphen and a UUID's 36 characters.
    public static let maximumLength = 47

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
        var seconds: UInt32 = 0
        for byte in bytes.prefix(4) { seconds = seconds << 8 | UInt32(byte) }
        var text: [UInt8] = []
        text.reserveCapacity(Self.maximumLength)
        text += String(seconds).utf8
        for index in 4..<Self.byteCount {
            let byte = bytes[index]
            // A UUID's hyphens stand before its octets 4, 6, 8 and 10 (RFC 9562, section 4); one more before the first.
            switch index {
            case 4, 8, 10, 12, 14: text.append(UInt8(ascii: "-"))
            default: break
            }
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 15)])
        }
        return text
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
