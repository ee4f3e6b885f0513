package import Documents

extension String {
    /// Whether there is nothing but printable ASCII: what most texts are, and what nothing has to be looked up for.
    package var isPrintableASCII: Bool { utf8.allSatisfy { 0x20...0x7E ~= $0 } }

    /// This text with the ASCII letters in lower case; other letters stay, so that no locale can change a comparison.
    package var asciiLowercased: String {
        guard utf8.contains(where: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return self }
        return String(decoding: utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 + 32 : $0 }, as: UTF8.self)
    }

    /// Refuses control characters, and the code points that XML 1.0 (section 2.2) cannot carry.
    package func refuseControlCharacters() throws(InvalidValue) {
        guard !isPrintableASCII else { return }
        for scalar in unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            guard !isControl, scalar.value != 0xFFFE, scalar.value != 0xFFFF else {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                throw InvalidValue(
                    "The text holds the control character U+\(code).",
                    remedy: "Remove it; a phone's file cannot carry it.",
                    code: "control-character"
                )
            }
        }
    }
}
