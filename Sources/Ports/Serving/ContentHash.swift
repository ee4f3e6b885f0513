internal import Platform

/// The SHA-256 of a published file's bytes; it takes no memory beside itself.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes in a SHA-256 (FIPS 180-4).
    public static let byteCount = 32

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// A hash of exactly 32 bytes; `nil` for any other number.
    public init?(_ bytes: some Collection<UInt8>) { self.init(Array(bytes)) }

    /// A hash of exactly 32 bytes; `nil` for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        func word(_ start: Int) -> UInt64 {
            var word: UInt64 = 0
            for index in start..<start + 8 { word = word << 8 | UInt64(bytes[index]) }
            return word
        }
        first = word(0)
        second = word(8)
        third = word(16)
        fourth = word(24)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [UInt8](capacity: Self.byteCount) { output in
            for word in [first, second, third, fourth] {
                for index in 0..<8 { output.append(UInt8(truncatingIfNeeded: word >> (56 - 8 * index))) }
            }
        }
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
            let words: [4 of UInt64] = [first, second, third, fourth]
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
