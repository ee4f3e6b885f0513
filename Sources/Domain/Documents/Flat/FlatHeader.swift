/// The columns that a set of documents of one shape needs: a field is `description`, one of a group `date-time.template`,
/// an item of a list `sip.1`, one of its fields `lines.1.label`.
///
/// How many items there are, and which names an open group has, only the documents know: ``note(_:)`` each of them first.
public struct FlatHeader: Sendable, Hashable {
    private let shape: [FieldShape]
    /// The most items of a list, by its path.
    private var counts: [String: Int] = [:]
    /// The names in an open group, by its path.
    private var names: [String: Set<String>] = [:]

    /// The columns of no document: those of fields that every document has.
    public init(_ shape: [FieldShape]) { self.shape = shape }

    /// Makes room for a document.
    public mutating func note(_ document: Document) { note(document, shape, "") }

    /// The columns, in the order of the fields.
    public var columns: [String] { shape.flatMap { columns($0, "") } }

    private mutating func note(_ document: Document, _ shape: [FieldShape], _ prefix: String) {
        for field in shape {
            switch field.kind {
            case .value, .secret: continue
            case .list, .objects, .group, .open: break
            }
            guard let value = document[field.key] else { continue }
            let path = prefix + field.key
            switch field.kind {
            case .value, .secret: break
            case .list, .objects: counts[path] = max(counts[path] ?? 0, value.values.count)
            case .group(let fields): note(value, fields, path + ".")
            case .open:
                for entry in value.entries where names[path]?.contains(entry.key) != true {
                    names[path, default: []].insert(entry.key)
                }
            }
        }
    }

    private func columns(_ field: FieldShape, _ prefix: String) -> [String] {
        let path = prefix + field.key
        switch field.kind {
        case .value, .secret: return [path]
        case .list: return (0..<(counts[path] ?? 0)).map { "\(path).\($0 + 1)" }
        case .objects(let fields):
            return (0..<(counts[path] ?? 0)).flatMap { index in fields.map { "\(path).\(index + 1).\($0.key)" } }
        case .group(let fields): return fields.flatMap { columns($0, path + ".") }
        case .open: return (names[path] ?? []).sorted().map { "\(path).\($0)" }
        }
    }
}
