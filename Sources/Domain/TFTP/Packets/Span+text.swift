extension Span<UInt8> {
    /// Whether the bytes spell `word`, which must be in lower case, in any mixture of cases.
    func equalsIgnoringASCIICase(_ word: String) -> Bool {
        let letters = word.utf8
        guard count == letters.count else { return false }
        var index = 0
        for letter in letters {
            guard self[index].lowercasedASCII == letter else { return false }
            index += 1
        }
        return true
    }

    /// The index of the first NUL at or after `start`, or `nil` when there is none.
    func terminator(from start: Int) -> Int? {
        var index = start
        while index < count {
            if self[index] == 0 { return index }
            index += 1
        }
        return nil
    }

    /// The value of `1*DIGIT` (RFC 2348 and its kin); `nil` for anything else.
    ///
    /// A number beyond 64 bits is still a number, so it becomes the largest one there is.
    func decimalValue() -> UInt64? {
        guard count > 0 else { return nil }
        var value: UInt64 = 0
        for index in 0..<count {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = product.addingReportingOverflow(UInt64(digit))
            value = tooLarge || overflowed || value == .max ? .max : sum
        }
        return value
    }

    /// The big-endian 16-bit number at `offset`; the caller has checked that it is there.
    func bigEndian16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }
}

extension UInt8 {
    /// The letter in lower case; any other byte as it is.
    var lowercasedASCII: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}
