internal import Documents
internal import Yams

/// Turns YAML nodes into documents and back.
struct NodeConverter {
    private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    /// The most values that may be made.
    private let maximumValues: Int
    private var count = 0

    init(maximumValues: Int) { self.maximumValues = maximumValues }

    /// The document of `node`, or the problem of a field's name that is no text, or of too many values.
    mutating func document(_ node: Node) throws(Problem) -> Document {
        count += 1
        guard count <= maximumValues else { throw SiteFile.tooLarge(maximumValues) }
        let line = node.mark?.line
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, Self.nullWords.contains(scalar.string) { return Document(.null, line: line) }
            return Document(.string(scalar.string), line: line)
        case .sequence(let sequence):
            var values: [Document] = []
            for item in sequence { values.append(try document(item)) }
            return Document(.list(values), line: line)
        case .mapping(let mapping):
            var entries: [Document.Entry] = []
            for (key, item) in mapping {
                guard case .scalar(let name) = key else {
                    throw SiteFile.invalid(
                        "The file is not YAML: the name of a field is no text.",
                        line: key.mark?.line
                    )
                }
                var value = try document(item)
                // A block under a key begins on the next line; messages should name the key's.
                value.line = key.mark?.line ?? value.line
                entries.append(Document.Entry(name.string, value))
            }
            return Document(.mapping(entries), line: line)
        case .alias:
            return Document(.null, line: line)
        }
    }

    /// The node of `document`, with or without its empty fields.
    static func node(_ document: Document, keepsNulls: Bool) -> Node {
        switch document.content {
        case .null: Node("null")
        case .bool(let flag): Node(flag ? "true" : "false")
        case .integer(let number): Node(String(number))
        case .string(let text): Node(text, Tag(.str), isAmbiguous(text) ? .doubleQuoted : .any)
        case .secret(let text): Node(text.isEmpty ? "" : Document.mask, Tag(.str), .doubleQuoted)
        case .list(let values):
            Node(values.map { node($0, keepsNulls: keepsNulls) }, .implicit, values.isEmpty ? .flow : .block)
        case .mapping(let entries):
            Node(
                entries.filter { keepsNulls || $0.value.content != .null }
                    .map { (Node($0.key, Tag(.str)), node($0.value, keepsNulls: keepsNulls)) },
                .implicit,
                entries.isEmpty ? .flow : .block
            )
        }
    }

    /// Whether other readers of YAML would take the plain text for something else (YAML 1.1 and 1.2 core schemas).
    private static func isAmbiguous(_ text: String) -> Bool {
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "=", "<<"]
        guard let first = text.first else { return true }
        return words.contains(text.lowercased()) || first.isNumber || "+-.".contains(first)
    }
}
