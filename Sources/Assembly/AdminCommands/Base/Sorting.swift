internal import ArgumentParser
internal import Documents

/// The order of a list: by one of its columns.
struct Sorting: Hashable {
    private static let descendingMark = ":desc"

    /// The column's key, as CSV and JSON have it.
    let key: String
    /// Whether the largest comes first.
    let isDescending: Bool

    /// Reads `column` or `column:desc`.
    init(_ text: String) {
        isDescending = text.hasSuffix(Self.descendingMark)
        key = isDescending ? String(text.dropLast(Self.descendingMark.count)) : text
    }

    /// Whether a cell comes before another: numbers by their size, anything else as text without regard to case.
    func isBefore(_ left: String, _ right: String) -> Bool {
        // What has no value has no place in the order, so it comes last in both.
        if left == Table.nothing || right == Table.nothing { return left != Table.nothing && right == Table.nothing }
        let (first, second) = isDescending ? (right, left) : (left, right)
        if let first = Int(first), let second = Int(second) { return first < second }
        return (first.lowercased(), first) < (second.lowercased(), second)
    }
}

/// What every list takes about its order.
struct SortOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Order by a column, as CSV names it; with :desc the largest first.",
            valueName: "column[:desc]"
        )
    )
    var sort: String?
}

extension Table {
    /// The places of the rows in the given order; equal ones stay as they are.
    ///
    /// - Throws: When there is no such column.
    func order(_ sorting: Sorting) throws(Problem) -> [Int] {
        guard let column = keys.firstIndex(of: sorting.key) else {
            let nearest = sorting.key.nearest(in: keys).map { "Did you mean \($0)? " } ?? ""
            throw Problem(
                .usage,
                code: "unknown-column",
                "The list has no column \"\(sorting.key)\".",
                field: "sort",
                hint: nearest + "The columns are \(keys.joined(separator: ", "))."
            )
        }
        let cells = cells(ofColumn: column)
        return cells.indices.sorted { left, right in
            if sorting.isBefore(cells[left], cells[right]) { return true }
            return !sorting.isBefore(cells[right], cells[left]) && left < right
        }
    }
}
