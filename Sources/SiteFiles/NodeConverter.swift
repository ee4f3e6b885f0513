internal import Documents
internal import Yams

/// Turns YAML nodes into documents and back.
struct NodeConverter {
    private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    /// How many more values may be made.
    private(set) var remaining: Int

    init(remaining: Int) { self.remaining = remaining }

    /// The document of `node`; `nil` when there are too many values.
    mutating func document(_ node: Node) -> Document? {
        remaining -= 1
        guard remaining >= 0 else { return nil }
        let line = node.mark?.line
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, Self.nullWords.contains(scalar.string) { return Document(.null, line: line) }
            return Document(.string(scalar.string), line: line)
        case .sequence(let sequence):
            var values: [Document] = []
            for item in sequence {
                guard let value = document(item) else { return nil }
                values.append(value)
            }
            return Document(.list(values), line: line)
        case .mapping(let mapping):
            var entries: [Document.Entry] = []
            for (key, item) in mapping {
                guard var value = document(item) else { return nil }
                // A block under a key begins on the next line; messages should name the key's.
                value.line = key.mark?.line ?? value.line
                entries.append(Document.Entry(key.string ?? "", value))
            }
            return Document(.mapping(entries), line: line)
        case .alias:
            return Document(.null, line: line)
        }
    }

    /// The node of `document`.
    static func node(_ document: Document) -> Node {
        switch document.content {
        case .null: Node("null")
        case .bool(let flag): Node(flag ? "true" : "false")
        case .integer(let number): Node(String(number))
        case .string(let text): Node(text, Tag(.str), isAmbiguous(text) ? .doubleQuoted : .any)
        case .secret(let text): Node(text.isEmpty ? "" : Document.mask, Tag(.str), .doubleQuoted)
        case .list(let values): Node(values.map(node), .implicit, values.isEmpty ? .flow : .block)
        case .mapping(let entries):
            Node(
                entries.filter { $0.value.content != .null }.map { (Node($0.key, Tag(.str)), node($0.value)) },
                .implicit,
                entries.isEmpty ? .flow : .block
            )
        }
    }

    /// Whether other readers of YAML would take the plain text for something else (YAML 1.1 and 1.2 core schemas).
    private static func isAmbiguous(_ text: String) -> Bool {
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "", ".inf", ".nan"]
        guard let first = text.first else { return true }
        return words.contains(text.lowercased()) || first.isNumber || "+-.".contains(first)
    }
}
