internal import Documents

/// An object's fields for people: the name first, then the others by name, nested ones indented.
enum FieldText {
    private static let indentation = "  "

    /// The lines of a mapping.
    static func lines(_ document: Document, indent: String = "") -> [String] {
        let entries = document.entries.sorted {
            ($0.key != "name" ? 1 : 0, $0.key) < ($1.key != "name" ? 1 : 0, $1.key)
        }
        let width = entries.map { $0.key.displayWidth }.max() ?? 0
        return entries.flatMap { entry -> [String] in
            let key = indent + entry.key.padded(to: width)
            switch entry.value.content {
            case .mapping(let nested) where !nested.isEmpty:
                return [indent + entry.key] + lines(entry.value, indent: indent + indentation)
            case .list(let values) where !values.isEmpty:
                return [indent + entry.key] + values.flatMap { item($0, indent: indent + indentation) }
            case .null, .mapping, .list:
                return ["\(key)  -"]
            case .bool, .integer, .string, .secret:
                let text = entry.value.masked.text ?? ""
                return ["\(key)  \(text.isEmpty ? "-" : Style.current.field(text))"]
            }
        }
    }

    private static func item(_ value: Document, indent: String) -> [String] {
        if let text = value.text { return ["\(indent)- \(text)"] }
        let nested = lines(value, indent: indent + indentation)
        guard let first = nested.first else { return [] }
        return ["\(indent)- \(first.dropFirst(indent.count + indentation.count))"] + nested.dropFirst()
    }
}
