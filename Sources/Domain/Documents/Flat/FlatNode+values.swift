extension FlatNode {
    /// Writes what stands in `document` into the cells of these columns.
    func fill(_ cells: inout [String?], from document: Document) {
        switch self {
        case .cell(let column, let emptyIsAbsent):
            var text = document.text
            if case .secret(let secret) = document.content, !secret.isEmpty { text = Document.mask }
            cells[column] = emptyIsAbsent && text?.isEmpty == true ? nil : text
        case .fields(let fields):
            for (key, node) in fields {
                if let value = document[key] { node.fill(&cells, from: value) }
            }
        case .items(let items, _):
            let values = document.values
            for (place, node) in items where place < values.count { node.fill(&cells, from: values[place]) }
        }
    }

    /// What the cells of these columns say, over what stands here; none when nothing does.
    func value(_ cells: [String?], over base: Document?, path: String) throws(FlatGap) -> Document? {
        switch self {
        case .cell(let column, _):
            return cells[column].map(Document.string)
        case .fields(let fields):
            var entries = base?.entries ?? []
            for (key, node) in fields {
                let place = entries.firstIndex { $0.key == key }
                let former = place.map { entries[$0].value }
                let value = try node.value(cells, over: former, path: path + key)
                switch (place, value) {
                case (let place?, let value?): entries[place].value = value
                case (let place?, nil): entries.remove(at: place)
                case (nil, let value?): entries.append(Document.Entry(key, value))
                case (nil, nil): break
                }
            }
            return entries.isEmpty ? nil : .mapping(entries)
        case .items(let items, let required):
            return try list(items, required, cells, base, path)
        }
    }

    private func list(
        _ items: [(place: Int, node: FlatNode)],
        _ required: String?,
        _ cells: [String?],
        _ base: Document?,
        _ path: String
    ) throws(FlatGap) -> Document? {
        var values: [Document?] = base?.values ?? []
        for (place, node) in items {
            let former = place < values.count ? values[place] : nil
            // An item goes away with the one field that it must have.
            let isGone = node.isEmpty(cells) && (former == nil || required == nil || node.has(required))
            let value = isGone ? nil : try node.value(cells, over: former, path: path + ".")
            while values.count <= place { values.append(nil) }
            values[place] = value
        }
        while case .some(.none) = values.last { values.removeLast() }
        if let gap = values.firstIndex(where: { $0 == nil }) { throw FlatGap(path: path, place: gap + 1) }
        let present = values.compactMap(\.self)
        return present.isEmpty ? nil : .list(present)
    }

    /// Whether no cell of these columns has anything.
    private func isEmpty(_ cells: [String?]) -> Bool {
        switch self {
        case .cell(let column, _): cells[column] == nil
        case .fields(let fields): fields.allSatisfy { $0.node.isEmpty(cells) }
        case .items(let items, _): items.allSatisfy { $0.node.isEmpty(cells) }
        }
    }

    private func has(_ key: String?) -> Bool {
        guard case .fields(let fields) = self else { return false }
        return fields.contains { $0.key == key }
    }
}
