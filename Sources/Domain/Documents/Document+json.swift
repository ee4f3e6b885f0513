internal import Platform

extension Document {
    /// This document as JSON on one line, the fields of each mapping in alphabetical order; secrets as they are.
    ///
    /// For the store alone, which writes a document for each of 100 000 phones; everything else encodes documents like any
    /// other value, with their secrets masked.
    public var revealedJSON: String {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        appendJSON(to: &text, revealingSecrets: true)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends this document as JSON on one line, as ``revealedJSON`` is; secrets masked unless they are asked for.
    public func appendJSON(to text: inout [UInt8], revealingSecrets: Bool = false) {
        switch content {
        case .null: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .integer(let number): text += String(number).utf8
        case .string(let string): Self.append(string, to: &text)
        case .secret(let string): Self.append(string.isEmpty || revealingSecrets ? string : Self.mask, to: &text)
        case .list(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                value.appendJSON(to: &text, revealingSecrets: revealingSecrets)
            }
            text.append(UInt8(ascii: "]"))
        case .mapping(let entries):
            text.append(UInt8(ascii: "{"))
            // What came out of a store is in order already.
            let isOrdered = zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
            for (index, entry) in (isOrdered ? entries : entries.sorted { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.append(entry.key, to: &text)
                text.append(UInt8(ascii: ":"))
                entry.value.appendJSON(to: &text, revealingSecrets: revealingSecrets)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// A string with what RFC 8259, section 7, wants escaped.
    private static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0x08: text += "\\b".utf8
            case 0x09: text += "\\t".utf8
            case 0x0A: text += "\\n".utf8
            case 0x0C: text += "\\f".utf8
            case 0x0D: text += "\\r".utf8
            case 0..<0x20:
                text += "\\u00".utf8
                text += [Hexadecimal.lowerCaseDigit(byte >> 4), Hexadecimal.lowerCaseDigit(byte & 15)]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
