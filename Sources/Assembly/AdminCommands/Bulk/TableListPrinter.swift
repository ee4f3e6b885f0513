internal import AdminAPI
internal import FoundationEssentials

/// A table whose columns are as wide as its first rows want them.
struct TableListPrinter: ListPrinter {
    /// How many rows decide on the widths. Our own choice: more than anybody looks through.
    private static let sampleSize = 1_000

    private let columns: [ObjectTable.Column]
    private let width = Terminal.width
    private let style = Style.current
    private var table: Table
    private var widths: [Int]?
    private var buffer = OutputBuffer()

    init(_ columns: [ObjectTable.Column]) {
        self.columns = columns
        table = Table(columns.map { $0.head.uppercased() })
    }

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        let object = ObjectReport(item: try .item(json))
        let cells = columns.map { $0.cell(object) }
        guard let widths else {
            table.add(cells)
            if table.count == Self.sampleSize { try printSample() }
            return
        }
        buffer.bytes += (table.line(cells, widths, cutting: width != nil, style: style) + "\n").utf8
        try buffer.writeWhenFull()
    }

    mutating func finish() throws {
        if widths == nil { try printSample() }
        try buffer.write()
    }

    private mutating func printSample() throws {
        widths = table.widths(width, style: style)
        let text = table.text(width: width, style: style)
        if !text.isEmpty { buffer.bytes += (text + "\n").utf8 }
        try buffer.writeWhenFull()
    }
}
