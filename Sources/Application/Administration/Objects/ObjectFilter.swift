internal import AdminAPI
internal import ClusterModel
internal import Documents

/// Which objects a list is to have: by name and by field, with wildcards. Secrets are compared masked.
struct ObjectFilter {
    private let names: [Wildcard]
    private let fields: [(path: String, pattern: Wildcard)]

    /// The filter of a request; refuses fields that its noun does not have.
    init(_ request: ListObjects) throws(Problem) {
        let isPhone = request.noun == .phone
        names = request.names.map { Wildcard(isPhone ? Self.withoutSeparators($0) : $0) }
        var fields: [(String, Wildcard)] = []
        for filter in request.filters {
            try Self.require(filter.field, of: request.noun)
            fields.append((filter.field, Wildcard(filter.pattern)))
        }
        self.fields = fields
    }

    /// Whether the list has the object.
    func includes(_ object: ObjectReport) -> Bool {
        guard fields.allSatisfy({ matches(object, $0.path, $0.pattern) }) else { return false }
        guard !names.isEmpty else { return true }
        let name = object.fields["name"]?.text ?? ""
        // A phone is known by its address alone, too (A07).
        let spellings = object.noun == Phone.noun ? [name, String(name.dropFirst(3))] : [name]
        return names.contains { pattern in spellings.contains(where: pattern.matches) }
    }

    private func matches(_ object: ObjectReport, _ path: String, _ pattern: Wildcard) -> Bool {
        let texts = object.fields.texts(at: path)
        return texts.isEmpty ? pattern.matches("") : texts.contains(where: pattern.matches)
    }

    /// Addresses are written with separators of several kinds.
    private static func withoutSeparators(_ pattern: String) -> String {
        String(pattern.filter { !":.-".contains($0) })
    }

    private static func require(_ path: String, of noun: ObjectNoun) throws(Problem) {
        var shape = noun.shape
        for key in path.split(separator: Document.pathSeparator, omittingEmptySubsequences: false).map(String.init) {
            guard let field = shape.first(where: { $0.key == key }) else {
                let nearest = key.nearest(in: shape.map(\.key)).map { "Did you mean \"\($0)\"? " } ?? ""
                let known = shape.map(\.key).sorted().joined(separator: ", ")
                throw Problem(
                    .validation,
                    code: "unknown-key",
                    "There is no such field.",
                    object: noun.rawValue,
                    field: path,
                    hint: nearest + (known.isEmpty ? "It has no fields of its own." : "The fields are \(known).")
                )
            }
            switch field.kind {
            case .group(let fields), .objects(let fields): shape = fields
            // Any name may stand there.
            case .open: return
            case .value, .secret, .list: shape = []
            }
        }
    }
}
