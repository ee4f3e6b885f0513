extension Document {
    /// What separates a group's name from the name of a field in it, as in `date-time.time-zone`.
    public static let pathSeparator: Character = "."

    /// This mapping with each entry `group.field` made a change of that one field of the group: of the group given
    /// beside it, or else of the one that `previous` has.
    ///
    /// Names of settings may have separators of their own, so only the first one counts.
    public func expandingPaths(over previous: Document) -> Document {
        guard case .mapping(let entries) = content else { return self }
        var expanded: [Entry] = []
        for entry in entries {
            let parts = entry.key.split(separator: Self.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                expanded.append(entry)
                continue
            }
            let group = String(parts[0])
            let place = expanded.firstIndex { $0.key == group }
            let base = place.map { expanded[$0].value } ?? self[group] ?? previous[group] ?? .mapping([])
            let changed = base.merging(.mapping([Entry(String(parts[1]), entry.value)]))
            if let place { expanded[place].value = changed } else { expanded.append(Entry(group, changed)) }
        }
        return Document(.mapping(expanded), line: line)
    }

    /// The texts at a path: of a list, those of every item; of a group, those of every field in it.
    public func texts(at path: String) -> [String] {
        let parts = path.split(separator: Self.pathSeparator, maxSplits: 1).map(String.init)
        guard let key = parts.first else { return leaves }
        switch content {
        case .list(let values): return values.flatMap { $0.texts(at: path) }
        case .mapping:
            let whole = self[path].map { [$0] } ?? []
            let nested = parts.count == 2 ? self[key].map { $0.texts(at: parts[1]) } ?? [] : []
            return whole.flatMap(\.leaves) + nested
        case .null, .bool, .integer, .string, .secret: return []
        }
    }

    private var leaves: [String] {
        switch content {
        case .list(let values): values.flatMap(\.leaves)
        case .mapping(let entries): entries.flatMap(\.value.leaves)
        case .null: [""]
        case .bool, .integer, .string: [text ?? ""]
        case .secret(let text): [text.isEmpty ? "" : Self.mask]
        }
    }
}
