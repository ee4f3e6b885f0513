internal import AdminAPI
internal import Documents
internal import FoundationEssentials

/// Every field of every object as CSV, which `import` takes, and behind them what else is known of it.
struct CSVListPrinter: ListPrinter {
    private let shape: [FieldShape]
    private let stateColumns: [ObjectTable.Column]
    private var columns: FlatColumns?
    private var seen: FlatHeader
    private var known: FlatHeader
    private var buffer = OutputBuffer()

    init(_ shape: [FieldShape], _ stateColumns: [ObjectTable.Column] = []) {
        self.shape = shape
        self.stateColumns = stateColumns
        seen = FlatHeader(shape)
        known = seen
    }

    mutating func head(_ json: ArraySlice<UInt8>) throws {
        let head = try AdminJSON.decode(ListObjects.Head.self, from: Data(json))
        columns = try FlatColumns(head.columns, shape: shape)
        CSVText.append((head.columns + stateColumns.map(\.head)).map(Optional.some), to: &buffer.bytes)
    }

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        guard let columns else { return }
        let object = ObjectReport(item: try .item(json))
        try requireColumns(for: object.fields, columns)
        let state = stateColumns.map { column -> String? in
            let cell = column.cell(object)
            return cell == Table.nothing ? nil : cell
        }
        CSVText.append(columns.cells(of: object.fields) + state, to: &buffer.bytes)
        try buffer.writeWhenFull()
    }

    mutating func finish() throws { try buffer.write() }

    /// An object that was changed since the columns were gathered must not lose a field.
    private mutating func requireColumns(for fields: Document, _ columns: FlatColumns) throws {
        seen.note(fields)
        guard seen != known else { return }
        known = seen
        guard Set(seen.columns).isSubset(of: columns.heads) else {
            throw Problem(
                .conflict,
                code: "changed-meanwhile",
                "Objects were changed while they were listed, and need further columns.",
                object: "list",
                hint: "Repeat the command."
            )
        }
    }
}

extension ObjectReport {
    /// The report in an item of a list.
    init(item: Document) {
        var version = 0
        if case .integer(let number)? = item["version"]?.content { version = number }
        self.init(
            noun: item["noun"]?.text ?? "",
            version: version,
            fields: item["fields"] ?? .mapping([]),
            details: item["details"] ?? .mapping([])
        )
    }
}
