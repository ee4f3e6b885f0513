/// Bytes as hexadecimal digits.
enum Hexadecimal {
    private static let lowerCaseDigits = Array("0123456789abcdef".utf8)
    private static let upperCaseDigits = Array("0123456789ABCDEF".utf8)

    /// Two lower-case digits per byte.
    static func lowerCase(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { pair($0, lowerCaseDigits) }.joined()
    }

    /// Two upper-case digits per byte.
    static func upperCase(_ bytes: some Sequence<UInt8>, separator: String) -> String {
        bytes.map { pair($0, upperCaseDigits) }.joined(separator: separator)
    }

    private static func pair(_ byte: UInt8, _ digits: [UInt8]) -> String {
        String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }
}
