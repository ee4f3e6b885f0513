extension Document: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads any JSON value but a fraction; the order of a mapping's fields is alphabetical.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
            let entries = try keys.map { Entry($0.stringValue, try container.decode(Document.self, forKey: $0)) }
            self = .mapping(entries)
        } else if var container = try? decoder.unkeyedContainer() {
            var values: [Document] = []
            while !container.isAtEnd { values.append(try container.decode(Document.self)) }
            self = .list(values)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .bool(flag)
            } else if let number = try? container.decode(Int.self) {
                self = .integer(number)
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }

    /// Writes JSON; a secret is written masked, so that no careless encoder can tell it.
    public func encode(to encoder: any Encoder) throws {
        switch content {
        case .mapping(let entries):
            var container = encoder.container(keyedBy: Key.self)
            for entry in entries { try container.encode(entry.value, forKey: Key(stringValue: entry.key)) }
        case .list(let values):
            var container = encoder.unkeyedContainer()
            for value in values { try container.encode(value) }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .integer(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .secret(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text.isEmpty ? "" : Self.mask)
        }
    }
}
