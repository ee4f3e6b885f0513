internal import ArgumentParser
internal import ClusterModel
internal import Documents

/// Fields given as flags: each field of an object is a flag of its name, each field of a group `--group.field`.
///
/// The flags come from the object's own shape, so they never differ from the keys of a site file.
struct FieldArguments {
    /// What stands among the flags without being one.
    private(set) var names: [String] = []
    private var entries: [Document.Entry] = []

    /// Reads what the parser left over.
    ///
    /// - Parameters:
    ///   - words: What it left over.
    ///   - shape: The object's fields.
    ///   - readsFiles: Whether files that flags name are read, too.
    /// - Throws: `ValidationError` for what is no field, `Problem` for a file that cannot be read.
    init(_ words: [String], shape: [FieldShape], readsFiles: Bool) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                names += rest
                return
            }
            guard word.hasPrefix("--") else {
                guard word == "-" || !word.hasPrefix("-") else { throw ValidationError("Unknown option '\(word)'") }
                names.append(word)
                continue
            }
            let flag = word.dropFirst(2)
            let equals = flag.firstIndex(of: "=")
            let key = String(flag[..<(equals ?? flag.endIndex)])
            let field = try FieldFlag(key, shape)
            guard let value = equals.map({ String(flag[flag.index(after: $0)...]) }) ?? rest.popFirst() else {
                throw ValidationError("Missing value for '--\(key) <value>'")
            }
            try add(field, field.value(value, readsFiles: readsFiles))
        }
    }

    /// The fields.
    var document: Document { .mapping(entries) }

    /// These fields over those of `base`.
    func over(_ base: Document) -> Document {
        let kept = base.entries.filter { entry in !entries.contains { $0.key == entry.key } }
        return .mapping(kept + entries)
    }

    private mutating func add(_ field: FieldFlag, _ value: Document) throws {
        guard let place = entries.firstIndex(where: { $0.key == field.path }) else {
            entries.append(Document.Entry(field.path, field.isRepeated ? .list([value]) : value))
            return
        }
        guard field.isRepeated else { throw ValidationError("'--\(field.path)' is given twice.") }
        entries[place].value = .list(entries[place].value.values + [value])
    }
}
