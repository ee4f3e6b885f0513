/// Text in aligned columns; wide characters count as two.
struct Table {
    private static let gap = "  "

    private var rows: [[String]]

    /// A table with the given heads.
    init(_ heads: [String]) { rows = [heads] }

    /// Adds a row of as many cells as there are heads.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The rows, one on each line; only the heads when there are no others.
    var text: String {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == columns - 1 ? cell : cell.padded(to: widths[column])
            }
            return cells.joined(separator: Self.gap).trimmingTrailingSpaces
        }.joined(separator: "\n")
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

    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - displayWidth)) }

    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.hasSuffix(" ") { text = text.dropLast() }
        return String(text)
    }
}
