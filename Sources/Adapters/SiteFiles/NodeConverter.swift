internal import Documents
internal import Yams

/// Turns documents into YAML nodes.
enum NodeConverter {
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
