public import Platform

/// The stamp by which a phone knows one version of its file from another: `<seconds>-<uuid>`.
///
/// It is a function of the file's other bytes alone (T01): both parts are cut from the SHA-256 of the file with an
/// empty stamp. Phones only compare it for equality, so the seconds need not be a time.
public struct VersionStamp: Hashable, Sendable, CustomStringConvertible {
    /// How many of the digest's bytes the stamp is made of: 4 for the seconds, 16 for the UUID.
    public static let byteCount = 20

    /// How long its text is at most: ten digits, a hyphen and a UUID's 36 characters.
    public static let maximumLength = 47

    // In place, for a revision holds one for each phone.
    private let seconds: UInt32
    private let high: UInt64
    private let low: UInt64

    /// The stamp cut from a SHA-256.
    public init(_ hash: SHA256Hash) {
        let words = hash.words
        seconds = UInt32(truncatingIfNeeded: words[0] >> 32)
        high = words[0] << 32 | words[1] >> 32
        low = words[1] << 32 | words[2] >> 32
    }

    /// The stamp cut from a digest's bytes; `nil` when they are fewer than ``byteCount``.
    public init?(digest: [UInt8]) {
        guard digest.count >= Self.byteCount else { return nil }
        func number<Number: FixedWidthInteger>(_ range: Range<Int>) -> Number {
            range.reduce(0) { $0 << 8 | Number(digest[$1]) }
        }
        seconds = number(0..<4)
        high = number(4..<12)
        low = number(12..<20)
    }

    /// The bytes it is made of.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: seconds >> shift)) }
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return bytes
    }

    /// The stamp as it stands in the file.
    public var description: String { String(decoding: ascii, as: UTF8.self) }

    /// The stamp as it stands in the file, in ASCII.
    public var ascii: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(Self.maximumLength)
        append(to: &text)
        return text
    }

    /// Adds the stamp as it stands in the file, in ASCII.
    public func append(to text: inout [UInt8]) {
        var number = seconds
        var divisor: UInt32 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor))
            number %= divisor
            divisor /= 10
        }
        for octet in 0..<16 {
            // A UUID's hyphens stand before its octets 4, 6, 8 and 10 (RFC 9562, section 4); one more before the first.
            if octet == 0 || octet == 4 || octet == 6 || octet == 8 || octet == 10 { text.append(UInt8(ascii: "-")) }
            let byte = UInt8(truncatingIfNeeded: (octet < 8 ? high : low) >> (56 - 8 * (octet & 7)))
            text.append(Hexadecimal.lowerCaseDigit(byte >> 4))
            text.append(Hexadecimal.lowerCaseDigit(byte & 15))
        }
    }
}
