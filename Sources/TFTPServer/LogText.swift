/// What clients sent, made fit for a log (CWE-117).
enum LogText {
    /// Octets of a name that are kept; longer than any published file's.
    static let longestName = 255

    /// The beginning of a name, for later.
    static func copy(_ name: Span<UInt8>) -> [UInt8] {
        let count = min(name.count, longestName)
        return [UInt8](capacity: count) { output in
            for index in 0..<count { output.append(name[index]) }
        }
    }

    /// The name in printable ASCII; any other octet, and the backslash, as `\xNN`.
    static func escape(_ name: [UInt8]) -> String {
        guard name.contains(where: { !isPlain($0) }) else { return String(decoding: name, as: UTF8.self) }
        var text: [UInt8] = []
        for byte in name {
            guard !isPlain(byte) else {
                text.append(byte)
                continue
            }
            text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "x")])
            for nibble in [byte >> 4, byte & 15] {
                text.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }
}
