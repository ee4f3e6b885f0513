/// A SHA-256 (FIPS 180-4) of a body, a file, an audit record or a certificate; it takes no memory beside itself, for there
/// is one for each phone.
public struct SHA256Hash: Hashable, Sendable, CustomStringConvertible {
    /// The number of octets in a SHA-256 (FIPS 180-4).
    public static let byteCount = 32

    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64
    @usableFromInline let third: UInt64
    @usableFromInline let fourth: UInt64

    /// The hash of four words, each of eight octets, the highest first.
    @inlinable
    public init(words: [4 of UInt64]) {
        first = words[0]
        second = words[1]
        third = words[2]
        fourth = words[3]
    }

    /// A hash of exactly 32 octets; `nil` for any other number.
    @inlinable
    public init?(_ octets: some Collection<UInt8>) {
        guard octets.count == Self.byteCount else { return nil }
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var place = 0
        for octet in octets {
            words[place >> 3] = words[place >> 3] << 8 | UInt64(octet)
            place += 1
        }
        self.init(words: words)
    }

    /// Reads 64 hexadecimal digits in either case; `nil` for anything else.
    public init?(hexadecimal text: String) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var place = 0
        for character in text.utf8 {
            guard let digit = Hexadecimal.value(character) else { return nil }
            words[place >> 4] = words[place >> 4] << 4 | UInt64(digit)
            place += 1
        }
        self.init(words: words)
    }

    /// Its four words, each of eight octets, the highest first.
    @inlinable public var words: [4 of UInt64] { [first, second, third, fourth] }

    /// The 32 octets, where nothing is allocated for them.
    public var octets: [32 of UInt8] {
        let words = words
        return [32 of UInt8] { UInt8(truncatingIfNeeded: words[$0 >> 3] >> (56 - 8 * ($0 & 7))) }
    }

    /// The 32 octets.
    public var bytes: [UInt8] {
        let octets = octets
        return octets.indices.map { octets[$0] }
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the 64 digits.
    public func append(to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 2 * Self.byteCount) { output in
            let words = words
            for number in 0..<4 {
                var word = words[number]
                for _ in 0..<16 {
                    let nibble = UInt8(truncatingIfNeeded: word >> 60)
                    output.append(Hexadecimal.lowerCaseDigit(nibble))
                    word <<= 4
                }
            }
        }
    }
}
