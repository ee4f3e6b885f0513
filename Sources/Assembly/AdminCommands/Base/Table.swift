internal import Documents

/// Text in aligned columns; wide characters count as two.
struct Table {
    private static let gap = "  "

    private var rows: [[String]]
    /// The colours of cells, by the number of their column and their text.
    private var colours: [Int: [String: Style.Colour]] = [:]

    /// A table with the given heads.
    init(_ heads: [String]) { rows = [heads] }

    /// Adds a row of as many cells as there are heads.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Gives the cells of a column colours by their text.
    mutating func paint(_ head: String, _ colours: [String: Style.Colour]) {
        guard let column = rows.first?.firstIndex(of: head) else { return }
        self.colours[column] = colours
    }

    /// The rows, one on each line; nothing when there are only heads. For a terminal of so many columns longer cells are cut
    /// with an ellipsis, the widest first, but never those of the first column.
    func text(width: Int? = nil, style: Style = .plain) -> String {
        guard rows.count > 1 else { return "" }
        let widths = widths(width, style: style)
        return rows.map { line($0, widths, cutting: true, style: style) }.joined(separator: "\n")
    }

    /// How many rows there are, the heads not counted.
    var count: Int { rows.count - 1 }

    /// The widths of the columns, cut for a terminal of so many columns.
    func widths(_ width: Int?, style: Style) -> [Int] {
        fitted(Self.naturalWidths(rows.map { $0.map(style.cell) }), width)
    }

    /// A row of columns of these widths, which need not be one of this table.
    ///
    /// - Parameters:
    ///   - row: The cells.
    ///   - widths: The widths of the columns.
    ///   - cutting: Whether cells that are wider are cut; those of the first column never are.
    ///   - style: How it looks.
    /// - Returns: The line, without its end.
    func line(_ row: [String], _ widths: [Int], cutting: Bool, style: Style) -> String {
        let cells = zip(row.map(style.cell), widths).enumerated().map { column, cell in
            let text = cutting && column > 0 ? cell.0.shortened(to: cell.1) : cell.0
            let padding = column == row.count - 1 ? "" : text.padded(to: cell.1).dropFirst(text.count)
            return style.painted(text, colours[column]?[cell.0]) + padding
        }
        return cells.joined(separator: Self.gap).trimmingTrailingSpaces
    }

    /// The keys of the columns: the heads as CSV and JSON have them.
    var keys: [String] { (rows.first ?? []).map(Self.key) }

    /// The cells of a column without its head.
    func cells(ofColumn column: Int) -> [String] { rows.dropFirst().map { $0[column] } }

    /// The same table with its rows in another order: that of their places.
    func reordered(_ order: [Int]) -> Table {
        var table = self
        table.rows = Array(rows.prefix(1)) + order.map { rows[$0 + 1] }
        return table
    }

    private static func key(_ head: String) -> String { head.lowercased().replacing(" ", with: "-") }

    /// The rows as wide as they are.
    var text: String { text() }

    /// The rows as RFC 4180 writes them, but with line feeds; the heads are the keys of JSON.
    var csv: String {
        rows.enumerated().map { index, row in
            CSVText.row(
                row.map { cell -> String? in
                    if index == 0 { return Self.key(cell) }
                    return cell == Self.nothing || cell.isEmpty ? nil : cell
                }
            )
        }.joined().trimmingLineEnd
    }

    /// The cells under the head NAME, or PHONE, whose names are these; one on each line, none when there is no such column.
    var names: String? {
        guard let column = rows.first?.firstIndex(where: { $0 == "NAME" || $0 == "PHONE" }) else { return nil }
        return rows.dropFirst().map { $0[column] }.joined(separator: "\n")
    }

    /// What stands in a cell without a value.
    static let nothing = "-"
    /// No column is cut to less.
    private static let minimumWidth = 4

    private static func naturalWidths(_ rows: [[String]]) -> [Int] {
        (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    }

    private func fitted(_ natural: [Int], _ width: Int?) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        var excess = widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1) - width
        while excess > 0, let widest = widths.indices.dropFirst().max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.minimumWidth
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

extension String {
    /// How many columns of a terminal the text takes (Unicode Standard Annex 11, wide and full-width).
    var displayWidth: Int {
        unicodeScalars.reduce(0) { width, scalar in
            let properties = scalar.properties
            if properties.canonicalCombiningClass != .notReordered || properties.generalCategory == .nonspacingMark {
                return width
            }
            return width + (Self.wide.contains { $0.contains(scalar.value) } ? 2 : 1)
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    /// The text, cut with an ellipsis where it is wider than that.
    func shortened(to width: Int) -> String {
        guard displayWidth > width else { return self }
        var text = ""
        var used = 1
        for character in self {
            used += String(character).displayWidth
            guard used <= width else { break }
            text.append(character)
        }
        return text + "…"
    }

    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - displayWidth)) }

    /// The text without a line feed at its end.
    fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }

    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.hasSuffix(" ") { text = text.dropLast() }
        return String(text)
    }
}
