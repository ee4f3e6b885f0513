internal import Platform

/// What a client's file name asks for, read without allocating (P01: without regard to case).
enum RequestedName: Hashable {
    /// The file of the phone with these 48 bits of MAC address.
    case phone(UInt64)
    /// `XMLDefault.cnf.xml`.
    case defaultFile
    /// `CAPF.der`.
    case capfRoot
    /// Something that is never published here.
    case other

    private static let prefix = Array("sep".utf8)
    private static let suffix = Array(".cnf.xml".utf8)
    private static let defaultName = Array("xmldefault.cnf.xml".utf8)
    private static let capfName = Array("capf.der".utf8)
    private static let digitCount = 12

    init(_ name: Span<UInt8>) {
        // Some clients ask for /name or ./name.
        var start = 0
        while start < name.count, [UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: ".")].contains(name[start]) {
            start += 1
        }
        let rest = name.extracting(start..<name.count)
        if Self.matches(rest, Self.defaultName, at: 0), rest.count == Self.defaultName.count {
            self = .defaultFile
        } else if Self.matches(rest, Self.capfName, at: 0), rest.count == Self.capfName.count {
            self = .capfRoot
        } else if rest.count == Self.prefix.count + Self.digitCount + Self.suffix.count,
            Self.matches(rest, Self.prefix, at: 0),
            Self.matches(rest, Self.suffix, at: Self.prefix.count + Self.digitCount),
            let bits = Self.hexadecimal(rest.extracting(Self.prefix.count..<Self.prefix.count + Self.digitCount))
        {
            self = .phone(bits)
        } else {
            self = .other
        }
    }

    private static func matches(_ name: Span<UInt8>, _ folded: [UInt8], at start: Int) -> Bool {
        guard name.count >= start + folded.count else { return false }
        for index in folded.indices where lowercased(name[start + index]) != folded[index] { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte + 32 : byte
    }

    private static func hexadecimal(_ digits: Span<UInt8>) -> UInt64? {
        var bits: UInt64 = 0
        for index in digits.indices {
            guard let digit = Hexadecimal.value(digits[index]) else { return nil }
            bits = bits << 4 | UInt64(digit)
        }
        return bits
    }
}
