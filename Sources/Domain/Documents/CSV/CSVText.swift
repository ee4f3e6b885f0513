/// Writes CSV as RFC 4180 wants it, but with line feeds; ``CSVReader`` reads back what it writes, byte for byte.
public enum CSVText {
    /// A row with its line end.
    ///
    /// - Parameter cells: The cells; `nil` is written as nothing, the empty text as two quotes.
    /// - Returns: The row.
    public static func row(_ cells: some Sequence<String?>) -> String {
        var bytes: [UInt8] = []
        append(cells, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a row with its line end to `bytes`.
    public static func append(_ cells: some Sequence<String?>, to bytes: inout [UInt8]) {
        var isFirst = true
        for cell in cells {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            if let cell { append(cell, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    // By bytes: to a Swift character, a quote before a combining mark is no quote.
    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        let needsQuotes = cell.isEmpty || cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        guard needsQuotes else {
            bytes += cell.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
