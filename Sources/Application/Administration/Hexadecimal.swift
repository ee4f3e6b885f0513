/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Bytes as `openssl x509 -fingerprint` prints them: upper case, joined by colons.
    static func fingerprint(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { text([$0]).uppercased() }.joined(separator: ":")
    }
}
