internal import Documents

/// What became of an object's fields: only those that differ.
enum DocumentDifference {
    /// One line for each field that differs, nested ones by their path.
    static func lines(from before: Document?, to after: Document?) -> [String] {
        let old = fields(before)
        let new = fields(after)
        let values = Dictionary(old, uniquingKeysWith: { $1 })
        let newValues = Dictionary(new, uniquingKeysWith: { $1 })
        let removed = old.filter { newValues[$0.0] == nil }.map { "- \($0.0) = \($0.1)" }
        return removed
            + new.compactMap { path, value in
                guard let former = values[path] else { return "+ \(path) = \(value)" }
                return former == value ? nil : "~ \(path) = \(former) → \(value)"
            }
    }

    private static func fields(_ document: Document?, path: String = "") -> [(String, String)] {
        guard let document else { return [] }
        switch document.content {
        case .mapping(let entries):
            return entries.flatMap { fields($0.value, path: path.isEmpty ? $0.key : "\(path)/\($0.key)") }
        case .list(let values):
            return values.enumerated().flatMap { fields($0.element, path: "\(path)[\($0.offset + 1)]") }
        case .null:
            return []
        case .bool, .integer, .string, .secret:
            return [(path, document.masked.text ?? "")]
        }
    }
}
