public import Documents

/// A phone's hardware address (A07): read in every usual spelling, written in one.
public struct MACAddress: Hashable, Sendable {
    /// The number of hexadecimal digits of a 48-bit address (IEEE 802).
    private static let digitCount = 12
    private static let separators: Set<Character> = [":", "-", ".", " "]

    /// The 48 bits, most significant octet first.
    public let bits: UInt64

    /// Reads `001122334455`, `00:11:22:33:44:55`, `00-11-…`, `0011.2233.4455` or `SEP001122334455`, in any case.
    public init(_ text: String) throws(InvalidValue) {
        if let bits = Self.canonicalBits(text) {
            self.bits = bits
            return
        }
        var rest = Substring(text)
        if text.asciiLowercased.hasPrefix("sep") { rest = rest.dropFirst(3) }
        let digits = rest.filter { !Self.separators.contains($0) }
        // UInt64(_:radix:) takes a sign, and Character.isHexDigit takes full-width digits.
        guard digits.count == Self.digitCount, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            Self.groupLengths(of: rest).map(Self.usualGroups.contains) ?? false,
            let bits = UInt64(digits, radix: 16)
        else {
            throw InvalidValue(
                "\"\(text)\" is not a MAC address.",
                remedy: "Write 12 hexadecimal digits, such as 001122334455, 00:11:22:33:44:55 or SEP001122334455.",
                code: "invalid-mac-address"
            )
        }
        guard bits & (1 << 40) == 0 else {
            throw InvalidValue(
                "\"\(text)\" is a group address; no phone has one.",
                remedy: "Check the address on the phone's label: its second digit is even.",
                code: "invalid-mac-address"
            )
        }
        self.bits = bits
    }

    /// The address with the given 48 bits; `nil` for a group address or more bits.
    public init?(bits: UInt64) {
        guard bits >> 48 == 0, bits & (1 << 40) == 0 else { return nil }
        self.bits = bits
    }

    /// 12 upper-case hexadecimal digits, as in a phone's name.
    public var digits: String {
        // So few octets a string holds without memory of its own.
        unsafe String(unsafeUninitializedCapacity: Self.digitCount) { digits in
            for index in 0..<Self.digitCount {
                let digit = UInt8(truncatingIfNeeded: bits >> UInt64(4 * (Self.digitCount - 1 - index))) & 15
                unsafe digits[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
            }
            return Self.digitCount
        }
    }

    /// The bits of an address as ``DeviceName`` writes it, of which a store has 100 000; `nil` for other spellings.
    private static func canonicalBits(_ text: String) -> UInt64? {
        var digits = text.utf8[...]
        guard digits.count == digitCount + 3, digits.starts(with: "SEP".utf8) else { return nil }
        digits = digits.dropFirst(3)
        var bits: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): bits = bits << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): bits = bits << 4 | UInt64(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return bits & (1 << 40) == 0 ? bits : nil
    }

    /// Undivided, by octets, by 16 bits, and by the half as some switches print it.
    private static let usualGroups: Set<[Int]> = [
        [12], [2, 2, 2, 2, 2, 2], [4, 4, 4], [6, 6],
    ]

    /// The lengths of the groups between separators; `nil` when more than one kind of separator is used.
    private static func groupLengths(of text: Substring) -> [Int]? {
        guard Set(text.filter { separators.contains($0) }).count <= 1 else { return nil }
        return text.split(omittingEmptySubsequences: false) { separators.contains($0) }.map(\.count)
    }
}

extension MACAddress: DocumentConvertible {
    /// Reads an address in any spelling.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The 12 digits.
    public var document: Document { .string(digits) }
}
