/// Reads JSON (RFC 8259) as a document: the store reads one for each of 100 000 phones.
struct JSONReader {
    /// Deeper than any document of ours, and far from the end of a thread's stack.
    static let maximumDepth = 64

    private let text: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ json: String) { text = Array(json.utf8) }

    /// The one value that the text is.
    mutating func whole() -> Document? {
        guard let document = value() else { return nil }
        skipSpace()
        return position == text.count ? document : nil
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func value() -> Document? {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return nested { $0.mapping() }
        case UInt8(ascii: "["): return nested { $0.list() }
        case UInt8(ascii: "\""): return string().map(Document.string)
        case UInt8(ascii: "n"): return word("null", .null)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        default: return integer()
        }
    }

    private mutating func nested(_ read: (inout JSONReader) -> Document?) -> Document? {
        guard depth < Self.maximumDepth else { return nil }
        depth += 1
        position += 1
        defer { depth -= 1 }
        return read(&self)
    }

    private mutating func mapping() -> Document? {
        var entries: [Document.Entry] = []
        guard !take(UInt8(ascii: "}")) else { return .mapping([]) }
        repeat {
            skipSpace()
            guard let key = string(), take(UInt8(ascii: ":")), let value = value() else { return nil }
            entries.append(Document.Entry(key, value))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { return nil }
        // What we wrote is in order already.
        if !zip(entries, entries.dropFirst()).allSatisfy({ $0.key < $1.key }) {
            entries.sort { $0.key < $1.key }
            guard zip(entries, entries.dropFirst()).allSatisfy({ $0.key != $1.key }) else { return nil }
        }
        return .mapping(entries)
    }

    private mutating func list() -> Document? {
        var values: [Document] = []
        guard !take(UInt8(ascii: "]")) else { return .list([]) }
        repeat {
            guard let value = value() else { return nil }
            values.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .list(values) : nil
    }

    private mutating func integer() -> Document? {
        let start = position
        while let byte = next, byte == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            position += 1
        }
        if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) { return nil }
        return Int(String(decoding: text[start..<position], as: UTF8.self)).map(Document.integer)
    }

    private mutating func word(_ word: StaticString, _ document: Document) -> Document? {
        let bytes = word.description.utf8
        guard text[position...].starts(with: bytes) else { return nil }
        position += bytes.count
        return document
    }

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if next == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: text[start..<position - 1], as: UTF8.self)
        }
        var bytes = Array(text[start..<position])
        while let byte = next, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): guard escape(into: &bytes) else { return nil }
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private mutating func escape(into bytes: inout [UInt8]) -> Bool {
        guard let byte = next else { return false }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = escapedScalar() else { return false }
            bytes += Array(String(Character(scalar)).utf8)
        default: return false
        }
        return true
    }

    /// The scalar behind `\u`; of a character outside the basic plane, both surrogates.
    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard take(UInt8(ascii: "\\"), skippingSpace: false), take(UInt8(ascii: "u"), skippingSpace: false),
            let second = fourDigits(), UTF16.isTrailSurrogate(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    }

    private mutating func fourDigits() -> UInt16? {
        guard position + 4 <= text.count else { return nil }
        let digits = text[position..<position + 4]
        position += 4
        guard digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func take(_ byte: UInt8, skippingSpace: Bool = true) -> Bool {
        if skippingSpace, byte != UInt8(ascii: "\"") { skipSpace() }
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }
}

extension Document {
    /// The document in `json`, the fields of each mapping in alphabetical order; `nil` when it is no JSON, has a number
    /// that is not whole, or is nested deeper than ``JSONReader/maximumDepth``.
    public init?(json: String) {
        var reader = JSONReader(json)
        guard let document = reader.whole() else { return nil }
        self = document
    }
}
