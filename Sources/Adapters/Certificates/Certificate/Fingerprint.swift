public import Platform

/// The digest of a certificate's DER, by which people compare certificates.
///
/// The number of bytes tells the digest: 16 for MD5, 20 for SHA-1, 32 for SHA-256.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The sizes in bytes of MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4).
    public static let byteCounts: Set<Int> = [16, 20, 32]

    /// The longest text that is read: twice a SHA-256 with separators leaves room for generous spacing.
    public static let maximumTextByteCount = 192

    /// The 16, 20 or 32 bytes.
    public let bytes: [UInt8]

    /// The fingerprint that is a SHA-256.
    public init(_ hash: SHA256Hash) { bytes = hash.bytes }

    /// The SHA-256 that it is; none when it is an MD5 or a SHA-1.
    public var sha256: SHA256Hash? { SHA256Hash(bytes) }

    /// A fingerprint of bytes that a digest made.
    init(digest bytes: [UInt8]) { self.bytes = bytes }

    /// Reads what a person typed or pasted: hexadecimal digits in any case, with colons and spaces anywhere.
    ///
    /// - Parameter text: at most ``maximumTextByteCount`` bytes.
    /// - Throws: `fingerprint-malformed` for other characters and for a length that no digest has.
    public init(parsing text: String) throws(CertificateError) {
        guard text.utf8.count <= Self.maximumTextByteCount else { throw Self.malformed("is too long") }
        var digits: [UInt8] = []
        for character in text.utf8 where !Self.separators.contains(character) {
            guard let digit = Hexadecimal.value(character) else {
                throw Self.malformed("contains something other than hexadecimal digits, colons and spaces")
            }
            digits.append(digit)
        }
        guard digits.count.isMultiple(of: 2), Self.byteCounts.contains(digits.count / 2) else {
            throw Self.malformed("has \(digits.count) hexadecimal digits, not 32, 40 or 64")
        }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Upper-case hexadecimal bytes joined by colons, as `openssl x509 -fingerprint` prints them.
    public var description: String { Hexadecimal.fingerprint(bytes) }

    /// Colon, and the blanks that come along when a line is pasted.
    private static let separators: Set<UInt8> = Set(": \t\r\n".utf8)

    private static func malformed(_ problem: String) -> CertificateError {
        CertificateError(
            .fingerprintMalformed,
            "It \(problem)",
            remedy: "Give the whole SHA-256, SHA-1 or MD5 fingerprint, for instance AB:CD:…"
        )
    }
}
