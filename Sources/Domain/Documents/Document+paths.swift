extension Document {
    /// What separates a group's name from the name of a field in it, as in `date-time.time-zone`.
    public static let pathSeparator: Character = "."

    /// What stands in a path for every item of a list, as in `lines.*`.
    public static let everyItem = "*"
    /// The highest number of an item that a path can name. Our own bound: more than any list of objects takes.
    public static let maximumItems = 1_000

    /// This mapping with each entry whose key is a path made a change of what stands there, beside it or else in
    /// `previous`: `group.field` of that one field of a group, `lines.2.label` of that field of the second item of a list,
    /// `lines.2` of that item. `lines.*` is the whole list, but each of its items keeps what it does not name of the item
    /// that `previous` has under its name, number or address.
    ///
    /// Names of settings may have separators of their own, so only the first one counts in a group.
    public func expandingPaths(over previous: Document) -> Document {
        guard case .mapping(let entries) = content else { return self }
        var expanded: [Entry] = []
        var changedKeys: Set<String> = []
        for entry in entries {
            let parts = entry.key.split(separator: Self.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            let place = expanded.firstIndex { $0.key == key }
            guard parts.count == 2 else {
                // What a path has taken up already is there with its changes.
                if place == nil { expanded.append(entry) }
                continue
            }
            let given = place.map { expanded[$0].value } ?? self[key] ?? previous[key] ?? .null
            let base = given.content == .null ? previous[key]?.emptied ?? .mapping([]) : given
            let changed = base.changing(String(parts[1]), to: entry.value)
            changedKeys.insert(key)
            if let place { expanded[place].value = changed } else { expanded.append(Entry(key, changed)) }
        }
        for place in expanded.indices where changedKeys.contains(expanded[place].key) {
            expanded[place].value = expanded[place].value.withoutRemovedItems
        }
        return Document(.mapping(expanded), line: line)
    }

    /// An empty list for a list, else an empty mapping.
    private var emptied: Document {
        if case .list = content { Document(.list([])) } else { .mapping([]) }
    }

    /// This group or list with what stands at a path in it changed.
    private func changing(_ path: String, to value: Document) -> Document {
        guard case .list(var items) = content else { return merging(.mapping([Entry(path, value)])) }
        if path == Self.everyItem { return Document(.list(Self.items(value.values, over: items)), line: value.line) }
        let parts = path.split(separator: Self.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = Int(parts[0]), 1...Self.maximumItems ~= number else {
            // No item: whoever reads the list says so.
            return .mapping([Entry(path, value)])
        }
        while items.count < number { items.append(.mapping([])) }
        items[number - 1] =
            parts.count == 2 ? items[number - 1].merging(.mapping([Entry(String(parts[1]), value)])) : value
        return Document(.list(items), line: line)
    }

    /// A list without the items that were set to null; their places count until every path is done.
    private var withoutRemovedItems: Document {
        guard case .list(let items) = content else { return self }
        return Document(.list(items.filter { $0.content != .null }), line: line)
    }

    /// Items that keep what they do not name of those that they were.
    private static func items(_ items: [Document], over previous: [Document]) -> [Document] {
        items.indices.map { index in
            for key in ["name", "number", "address"] {
                guard let own = items[index][key]?.text else { continue }
                // Of several that look alike, the first was the first.
                let place = items[..<index].count { $0[key]?.text == own }
                let alike = previous.filter { $0[key]?.text == own }
                if let was = alike.dropFirst(place).first { return was.merging(items[index]) }
            }
            return items[index]
        }
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
