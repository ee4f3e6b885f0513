/// The SHA-256 of a published file's bytes.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes in a SHA-256 (FIPS 180-4).
    public static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A hash of exactly 32 bytes; `nil` for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String {
        let digits: [Character] = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
