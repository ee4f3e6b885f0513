/// Columns by their heads, checked against a shape: cells of a document's fields, and a document's fields from cells.
public struct FlatColumns: Sendable {
    /// The most columns there may be. Our own bound: a phone of a hundred lines has about a thousand fields.
    private static let maximum = 4_096

    /// The heads, in their order.
    public let heads: [String]
    private let root: FlatNode

    /// The columns with the given heads.
    ///
    /// - Parameters:
    ///   - heads: The heads; an empty one is refused like any other that is none.
    ///   - shape: The fields there are.
    ///   - others: Heads that are no fields and may stand there all the same; what is under them is passed over.
    /// - Throws: One problem of the heads that are no fields, with the nearest that are, and one of those that stand there
    ///   twice: a sheet of another kind is wrong once, not in every column.
    public init(_ heads: [String], shape: [FieldShape], others: Set<String> = []) throws(Problems) {
        guard heads.count <= Self.maximum else {
            throw Problems([
                Problem(
                    .validation,
                    code: "too-many-columns",
                    "The file has \(heads.count) columns.",
                    object: "CSV heads",
                    hint: "Give at most \(Self.maximum).",
                    line: 1
                )
            ])
        }
        var root = FlatNode.fields([])
        var (twice, unknown): ([String], [String]) = ([], [])
        var seen: Set<String> = []
        for (column, head) in heads.enumerated() {
            if !seen.insert(head).inserted {
                twice.append(head)
            } else if !others.contains(head), !root.add(head, column, shape) {
                unknown.append(head)
            }
        }
        let problems = [Self.unknown(unknown, shape), Self.duplicates(twice)].compactMap(\.self)
        guard problems.isEmpty else { throw Problems(problems) }
        self.heads = heads
        self.root = root
    }

    /// The heads that there can be, with a first item of each list, and `NAME` for what is the administrator's own.
    public static func examples(_ shape: [FieldShape]) -> [String] { FlatNode.examples(shape, "") }

    /// The column with that head.
    public func index(of head: String) -> Int? { heads.firstIndex(of: head) }

    /// The cells of a document: `nil` for what it does not have, and for an empty text where that is what an absent one
    /// is taken for.
    public func cells(of document: Document) -> [String?] {
        var cells = [String?](repeating: nil, count: heads.count)
        root.fill(&cells, from: document)
        return cells
    }

    /// The fields of `base` with those of the columns set: a column that is not there leaves its field as it is, an
    /// empty cell sets it back to its default.
    ///
    /// - Parameters:
    ///   - cells: As many cells as there are heads.
    ///   - base: The fields as they are; an empty mapping when there are none.
    /// - Returns: All fields.
    /// - Throws: The list and the place of an item that is empty before others that are not.
    public func document(_ cells: [String?], over base: Document) throws(FlatGap) -> Document {
        try root.value(cells, over: base, path: "") ?? .mapping([])
    }

    /// How many wrong heads are named; the others are counted. Our own choice: a line.
    private static let shown = 5

    private static func duplicates(_ heads: [String]) -> Problem? {
        guard let head = heads.first else { return nil }
        guard heads.count > 1 else {
            return problem("duplicate-column", "The column stands here twice.", head, "Remove one.")
        }
        return problem("duplicate-column", "Columns stand here twice: \(list(heads)).", nil, "Remove one of each.")
    }

    private static func unknown(_ heads: [String], _ shape: [FieldShape]) -> Problem? {
        guard let head = heads.first else { return nil }
        let names = examples(shape)
        let columns = "The columns are " + names.joined(separator: ", ") + "."
        guard heads.count > 1 else {
            let advice = nearest(to: head, in: names).map { "Did you mean \"\($0)\"? " } ?? ""
            return problem("unknown-column", "There is no such column.", head, advice + columns)
        }
        let near = heads.prefix(shown).compactMap { head in
            nearest(to: head, in: names).map { "\"\($0)\" for \"\(head)\"" }
        }
        let advice = near.isEmpty ? "" : "Did you mean \(near.joined(separator: ", "))? "
        return problem("unknown-column", "There are no such columns: \(list(heads)).", nil, advice + columns)
    }

    /// The first of some heads, and how many more there are.
    private static func list(_ heads: [String]) -> String {
        let rest = heads.count - min(heads.count, shown)
        return heads.prefix(shown).map { "\"\($0)\"" }.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func nearest(to head: String, in names: [String]) -> String? {
        // The number of an item does not count for what is near.
        let plain = head.split(separator: ".", omittingEmptySubsequences: false)
            .map { Int($0) == nil ? String($0) : "1" }.joined(separator: ".")
        let leaf = { (name: String) in name.split(separator: ".").last.map(String.init) ?? name }
        // A field of a list or a group is often known by its own name alone.
        return plain.nearest(in: names)
            ?? plain.nearest(in: names.map(leaf)).flatMap { found in
                names.first { leaf($0) == found }
            }
    }

    private static func problem(_ code: String, _ message: String, _ head: String?, _ hint: String) -> Problem {
        Problem(.validation, code: code, message, object: "CSV heads", field: head, hint: hint, line: 1)
    }
}

/// An item of a list that is empty although later ones are not.
public struct FlatGap: Error, Hashable, Sendable {
    /// The list's path.
    public let path: String
    /// The item's place, from 1.
    public let place: Int

    /// The gap at that place of the list.
    public init(path: String, place: Int) {
        self.path = path
        self.place = place
    }

    /// The refusal.
    public var invalid: InvalidValue {
        InvalidValue(
            "Item \(place) is empty, but a later one is not.",
            remedy: "Move the later ones up, or empty them, too.",
            code: "gap"
        )
    }
}
