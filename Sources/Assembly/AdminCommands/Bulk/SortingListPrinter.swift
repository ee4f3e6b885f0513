internal import AdminAPI
internal import Documents

/// Keeps a list until it is whole, and has it printed in another order.
struct SortingListPrinter: ListPrinter {
    private var printer: any ListPrinter
    private let sorting: Sorting
    private let columns: [ObjectTable.Column]
    private var table: Table
    private var items: [[UInt8]] = []

    /// - Throws: When the list has no such column, before anything is asked for.
    init(_ printer: any ListPrinter, by sorting: Sorting, _ columns: [ObjectTable.Column]) throws {
        self.printer = printer
        self.sorting = sorting
        self.columns = columns
        table = Table(columns.map { $0.head.uppercased() })
        _ = try table.order(sorting)
    }

    mutating func head(_ json: ArraySlice<UInt8>) throws { try printer.head(json) }

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        let object = ObjectReport(item: try .item(json))
        table.add(columns.map { $0.cell(object) })
        items.append(Array(json))
    }

    mutating func finish() throws {
        for place in try table.order(sorting) { try printer.item(items[place][...]) }
        try printer.finish()
    }
}
