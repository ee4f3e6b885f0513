internal import Documents

/// The flags of an object's fields, for help.
enum FieldHelp {
    /// What stands in a flag for the number of an item.
    private static let itemNumber = ".N."

    /// A line for each field.
    static func text(_ shape: [FieldShape], title: String) -> String {
        let lines = shape.filter { $0.key != "name" }.flatMap { flags($0, "") }
        return lines.isEmpty ? "" : ([title] + lines.map { "  " + $0 }).joined(separator: "\n")
    }

    /// The names of a field's flags.
    static func flagNames(_ field: FieldShape) -> [String] {
        field.key == "name"
            ? []
            : flags(field, "").map { String($0.prefix { $0 != " " }) }.filter { !$0.hasSuffix(".NAME") }
                .map { $0.replacing(itemNumber, with: ".1.") }
    }

    /// The columns of the fields in CSV.
    static func columns(_ shape: [FieldShape]) -> String {
        "Columns:\n" + FlatColumns.examples(shape).map { "  " + $0 }.joined(separator: "\n")
    }

    private static func flags(_ field: FieldShape, _ group: String, ofItem: Bool = false) -> [String] {
        let flag = "--\(group)\(field.key)"
        // An item that is changed has what it must have.
        let needed = field.isRequired && !ofItem ? "  (needed)" : ""
        switch field.kind {
        case .value(let words):
            return ["\(flag) \(words.isEmpty ? "<value>" : words.joined(separator: "|"))\(needed)"]
        case .secret:
            return ["\(flag)-file <path>\(needed)"]
        case .list:
            return ["\(flag) <value> …\(needed)"]
        case .objects(let fields):
            let keys = Set(fields.map(\.key))
            let first = fields.first(where: \.isRequired)?.key ?? "field"
            let short = keys == ["address", "port"] ? "address[:port]" : "\(first) or field=value,…"
            return ["\(flag) <\(short)> …\(needed)"]
                + fields.flatMap { flags($0, "\(group)\(field.key)\(itemNumber)", ofItem: true) }
        case .group(let fields):
            return fields.flatMap { flags($0, "\(field.key).") }
        case .open:
            return ["\(flag).NAME <value>"]
        }
    }
}
