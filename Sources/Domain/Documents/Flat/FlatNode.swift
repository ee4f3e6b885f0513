/// The columns under one place of a document.
indirect enum FlatNode: Sendable {
    /// One column; whether the empty text is the same as none there.
    case cell(column: Int, emptyIsAbsent: Bool)
    /// Named fields, in the order of their columns.
    case fields([(key: String, node: FlatNode)])
    /// Items by their place, from 0; the key of the field that each must have when they are objects.
    case items([(place: Int, node: FlatNode)], required: String?)

    /// The longest list that a head can name. Our own bound: more than any list of fields takes.
    private static let maximumItems = 1_000

    /// Adds the column of a head.
    ///
    /// - Parameters:
    ///   - head: What is left of it.
    ///   - column: The column.
    ///   - shape: The fields here.
    /// - Returns: `false` when there is no such field.
    mutating func add(_ head: String, _ column: Int, _ shape: [FieldShape]) -> Bool {
        guard case .fields(var fields) = self else { return false }
        let parts = head.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let rest = parts.count == 2 ? parts[1] : nil
        guard let field = shape.first(where: { $0.key == parts[0] }) else { return false }
        let place = fields.firstIndex { $0.key == field.key }
        var node = place.map { fields[$0].node } ?? .fields([])
        switch field.kind {
        case .value, .secret:
            guard rest == nil else { return false }
            node = .cell(column: column, emptyIsAbsent: field.isEmptyByDefault)
        case .group(let nested):
            guard let rest, node.add(rest, column, nested) else { return false }
        case .open:
            // Any name may stand there, separators included.
            guard let rest, !rest.isEmpty, case .fields(let known) = node else { return false }
            node = .fields(known + [(rest, .cell(column: column, emptyIsAbsent: false))])
        case .list:
            if place == nil { node = .items([], required: nil) }
            guard let rest, node.addItem(rest, column, nil) else { return false }
        case .objects(let nested):
            if place == nil { node = .items([], required: nested.first(where: \.isRequired)?.key) }
            guard let rest, node.addItem(rest, column, nested) else { return false }
        }
        if let place { fields[place].node = node } else { fields.append((field.key, node)) }
        self = .fields(fields)
        return true
    }

    private mutating func addItem(_ head: String, _ column: Int, _ shape: [FieldShape]?) -> Bool {
        guard case .items(var items, let required) = self else { return false }
        let parts = head.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let number = Int(parts[0]), 1...Self.maximumItems ~= number, parts[0] == String(number) else {
            return false
        }
        let known = items.firstIndex { $0.place == number - 1 }
        var node = known.map { items[$0].node } ?? .fields([])
        if let shape {
            guard parts.count == 2, node.add(parts[1], column, shape) else { return false }
        } else {
            guard parts.count == 1 else { return false }
            node = .cell(column: column, emptyIsAbsent: false)
        }
        if let known { items[known].node = node } else { items.append((number - 1, node)) }
        self = .items(items.sorted { $0.place < $1.place }, required: required)
        return true
    }

    /// The heads of a shape, with a first item of each list and `NAME` in open groups.
    static func examples(_ shape: [FieldShape], _ prefix: String) -> [String] {
        shape.flatMap { field -> [String] in
            switch field.kind {
            case .value, .secret: [prefix + field.key]
            case .list: ["\(prefix)\(field.key).1"]
            case .objects(let nested): examples(nested, "\(prefix)\(field.key).1.")
            case .group(let nested): examples(nested, "\(prefix)\(field.key).")
            case .open: ["\(prefix)\(field.key).NAME"]
            }
        }
    }
}
