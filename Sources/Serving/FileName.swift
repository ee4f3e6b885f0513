/// A file name as a client sent it; its text is made fit for a log (CWE-117).
public struct FileName: Hashable, Sendable, CustomStringConvertible {
    /// Octets of a name that are kept; longer than any published file's.
    public static let longest = 255

    /// The name's octets as they came, ``longest`` at most.
    public let octets: [UInt8]

    /// The beginning of a name.
    public init(_ name: Span<UInt8>) {
        let count = min(name.count, Self.longest)
        octets = [UInt8](capacity: count) { output in
            for index in 0..<count { output.append(name[index]) }
        }
    }

    /// The name of `text`.
    public init(_ text: String) { self.init(Array(text.utf8).span) }

    /// The name in printable ASCII; any other octet, and the backslash, as `\xNN`.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the name's text.
    public func append(to bytes: inout [UInt8]) {
        guard octets.contains(where: { !Self.isPlain($0) }) else {
            bytes.append(contentsOf: octets)
            return
        }
        for byte in octets {
            guard !Self.isPlain(byte) else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(UInt8(ascii: "x"))
            for nibble in [byte >> 4, byte & 15] {
                bytes.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10)
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }
}
