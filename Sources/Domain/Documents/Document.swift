/// A tree of named values: the one shape in which an object is read from YAML, kept in the store, sent over the API
/// and shown.
///
/// Field names are kebab-case everywhere: a CLI flag, a YAML key, a JSON key and a CSV header are the same word.
public struct Document: Sendable {
    /// What stands at one place of the tree.
    public indirect enum Content: Hashable, Sendable {
        /// Nothing was given.
        case null
        /// True or false.
        case bool(Bool)
        /// A whole number.
        case integer(Int)
        /// Text.
        case string(String)
        /// Text that only ``Document/revealed`` forms show (A06).
        case secret(String)
        /// Values in order.
        case list([Document])
        /// Named values in order; names are unique.
        case mapping([Entry])
    }

    /// One named value of a mapping.
    public struct Entry: Hashable, Sendable {
        /// The field's name.
        public var key: String
        /// The field's value.
        public var value: Document

        /// The value `value` under the name `key`.
        public init(_ key: String, _ value: Document) {
            self.key = key
            self.value = value
        }
    }

    /// What stands here.
    public var content: Content
    /// The line of the source text it was read from, counted from 1; it does not count for equality.
    public var line: Int?

    /// A document with the given content.
    public init(_ content: Content, line: Int? = nil) {
        self.content = content
        self.line = line
    }
}

extension Document: Hashable {
    /// Two documents are equal when their contents are, wherever they were read.
    public static func == (left: Document, right: Document) -> Bool { left.content == right.content }

    /// Hashes the content.
    public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension Document {
    /// Nothing.
    public static let null = Document(.null)
    /// True or false.
    public static func bool(_ value: Bool) -> Document { Document(.bool(value)) }
    /// A whole number.
    public static func integer(_ value: Int) -> Document { Document(.integer(value)) }
    /// Text.
    public static func string(_ value: String) -> Document { Document(.string(value)) }
    /// Secret text.
    public static func secret(_ value: String) -> Document { Document(.secret(value)) }
    /// Values in order.
    public static func list(_ values: [Document]) -> Document { Document(.list(values)) }
    /// Named values in order.
    public static func mapping(_ entries: [Entry]) -> Document { Document(.mapping(entries)) }

    /// The entries of a mapping; none for anything else.
    public var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    /// The values of a list; none for anything else.
    public var values: [Document] {
        guard case .list(let values) = content else { return [] }
        return values
    }

    /// The text of a string or secret, the digits of an integer, `true` or `false`; `nil` for anything else.
    public var text: String? {
        switch content {
        case .string(let text), .secret(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null, .list, .mapping: nil
        }
    }

    /// The value of the field `key` of a mapping.
    public subscript(_ key: String) -> Document? { entries.first { $0.key == key }?.value }

    /// This mapping with the fields of `changes` laid over its own; a field set to null falls back to its default.
    public func merging(_ changes: Document) -> Document {
        // Not by looking each up: settings may have as many names as an input has lines.
        let given = Dictionary(changes.entries.map { ($0.key, $0.value) }) { first, _ in first }
        let own = Set(entries.map(\.key))
        var merged = entries.compactMap { entry in
            guard let change = given[entry.key] else { return entry as Entry? }
            return change.content == .null ? nil : Entry(entry.key, change)
        }
        merged += changes.entries.filter { $0.value.content != .null && !own.contains($0.key) }
        return Document(.mapping(merged), line: line)
    }
}
