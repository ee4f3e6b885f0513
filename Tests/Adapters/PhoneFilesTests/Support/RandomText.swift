/// A small generator with a seed, so that a failing case can be run again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// Pieces that are awkward in XML, in UTF-8 or to people.
    private static let pieces = [
        "&", "<", ">", "\"", "'", "]]>", "&amp;", "&#13;", "<!--", "-->", "<![CDATA[", "<?xml?>", "%s", " ", "  ",
        "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{200D}", "\u{202E}", "é", "e\u{301}", "が", "か\u{3099}", "日本語の内線",
        "山田太郎", "ｶﾅ", "𠮷", "👩‍👩‍👧", "\u{1FFFE}", "\u{10FFFD}", "العربية", "plain", "4711", "a", "Z",
    ]

    /// Whether something with the given odds happens.
    mutating func happens(_ odds: Double = 0.5) -> Bool { Double.random(in: 0..<1, using: &self) < odds }

    /// Text of up to so many pieces; no control characters, which no value can hold.
    mutating func text(maximumPieces: Int = 12) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...maximumPieces, using: &self) {
            if happens(0.7) {
                text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &self)]
            } else {
                text.unicodeScalars.append(scalar())
            }
        }
        return text
    }

    /// A code point that a value can hold, from any plane.
    private mutating func scalar() -> Unicode.Scalar {
        while true {
            let highest: UInt32 = happens() ? 0x10FFFF : 0xFFFF
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...highest, using: &self)),
                scalar.properties.generalCategory != .control, scalar.value & 0xFFFFFE != 0xFFFE
            else { continue }
            return scalar
        }
    }
}
