/// Octets as hexadecimal digits, two each.
public enum Hexadecimal {
    /// In lower case, as hashes are written.
    public static func lowerCase(_ octets: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for octet in octets {
            text.append(lowerCaseDigit(octet >> 4))
            text.append(lowerCaseDigit(octet & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// In upper case, joined by colons, as `openssl x509 -fingerprint` prints a certificate's digest.
    public static func fingerprint(_ octets: some Sequence<UInt8>) -> String {
        octets.map { upperCase([$0]) }.joined(separator: ":")
    }

    /// In upper case.
    public static func upperCase(_ octets: some Sequence<UInt8>) -> String { lowerCase(octets).uppercased() }

    /// The digit, in ASCII, of the lower half of an octet.
    @inlinable
    public static func lowerCaseDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    /// The digit, in ASCII, of the lower half of an octet.
    @inlinable
    public static func upperCaseDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }

    /// The value of a digit in ASCII, in either case; `nil` for anything else.
    @inlinable
    public static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
