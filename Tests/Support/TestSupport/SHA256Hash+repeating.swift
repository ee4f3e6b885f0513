public import Platform

extension SHA256Hash {
    /// A hash of which every octet is the same: no file's, but told from others at a glance.
    public static func repeating(_ octet: UInt8) -> SHA256Hash {
        let word = UInt64(octet) &* 0x0101_0101_0101_0101
        return SHA256Hash(words: [word, word, word, word])
    }
}
