internal import AdminAPI
internal import Documents
internal import FoundationEssentials

/// The names alone, one on each line.
struct NameListPrinter: ListPrinter {
    private var buffer = OutputBuffer()

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        let object = ObjectReport(item: try .item(json))
        buffer.bytes += (ObjectTable.text(object.fields["name"]) + "\n").utf8
        try buffer.writeWhenFull()
    }

    mutating func finish() throws { try buffer.write() }
}
