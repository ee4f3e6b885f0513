internal import Documents

/// Text in aligned columns; wide characters count as two.
struct Table {
    private static let gap = "  "

    private var rows: [[String]]

    /// A table with the given heads.
    init(_ heads: [String]) { rows = [heads] }

    /// Adds a row of as many cells as there are heads.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The rows, one on each line; nothing when there are only heads. For a terminal of so many columns longer cells are cut
    /// with an ellipsis, the widest first, but never those of the first column.
    func text(width: Int? = nil) -> String {
        guard rows.count > 1 else { return "" }
        let widths = widths(width)
        return rows.map { Self.line($0, widths, cutting: true) }.joined(separator: "\n")
    }

    /// How many rows there are, the heads not counted.
    var count: Int { rows.count - 1 }

    /// The widths of the columns, cut for a terminal of so many columns.
    func widths(_ width: Int?) -> [Int] { fitted(naturalWidths, width) }

    /// A row of columns of these widths.
    ///
    /// - Parameters:
    ///   - row: The cells.
    ///   - widths: The widths of the columns.
    ///   - cutting: Whether cells that are wider are cut; those of the first column never are.
    /// - Returns: The line, without its end.
    static func line(_ row: [String], _ widths: [Int], cutting: Bool) -> String {
        let cells = zip(row, widths).enumerated().map { column, cell in
            let text = cutting && column > 0 ? cell.0.shortened(to: cell.1) : cell.0
            return column == row.count - 1 ? text : text.padded(to: cell.1)
        }
        return cells.joined(separator: gap).trimmingTrailingSpaces
    }

    /// The rows as wide as they are.
    var text: String { text() }

    /// The rows as RFC 4180 writes them, but with line feeds; the heads are the keys of JSON.
    var csv: String {
        rows.enumerated().map { index, row in
            CSVText.row(
                row.map { cell -> String? in
                    if index == 0 { return cell.lowercased().replacing(" ", with: "-") }
                    return cell == Self.nothing || cell.isEmpty ? nil : cell
                }
            )
        }.joined().trimmingLineEnd
    }

    /// The cells under the head NAME, one on each line; none when there is no such column.
    var names: String? {
        guard let column = rows.first?.firstIndex(of: "NAME") else { return nil }
        return rows.dropFirst().map { $0[column] }.joined(separator: "\n")
    }

    /// What stands in a cell without a value.
    static let nothing = "-"
    /// No column is cut to less.
    private static let minimumWidth = 4

    private var naturalWidths: [Int] {
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

    fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }

    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.hasSuffix(" ") { text = text.dropLast() }
        return String(text)
    }
}
