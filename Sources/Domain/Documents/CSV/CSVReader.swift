/// Reads CSV as RFC 4180 writes it, row by row, from bytes that are held once.
///
/// Rows end with CRLF, LF or CR; a byte order mark at the beginning is skipped, and so are empty lines. An empty cell
/// is absent, and a quoted empty cell is the empty text: the one difference that CSV can make between the two.
public struct CSVReader: Sendable {
    /// One row of the text.
    public struct Row: Sendable {
        /// The row's number as a spreadsheet counts: from 1, the heads and empty lines included.
        public let number: Int
        /// The cells; `nil` is an empty one without quotes.
        public let cells: [String?]
        /// Why the row cannot be read; its cells are worth nothing then.
        public let fault: InvalidValue?
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let bytes: [UInt8]
    private var position: Int
    /// How many rows were read, empty lines included.
    private(set) var number = 0

    /// A reader of the text in `bytes`, UTF-8.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    }

    /// A reader of whole rows that follow those of another.
    init(_ bytes: [UInt8], behind other: CSVReader) {
        self.bytes = bytes
        // Only the beginning of the text has a byte order mark.
        position = other.number == 0 && bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
        number = other.number
    }

    /// The next row; none at the end.
    public mutating func next() -> Row? {
        while position < bytes.count {
            number += 1
            if takeLineEnd() { continue }
            return row()
        }
        return nil
    }

    private mutating func row() -> Row {
        var cells: [String?] = []
        var fault: InvalidValue?
        repeat {
            let cell = cell()
            switch cell {
            case .success(let text): cells.append(text)
            case .failure(let invalid):
                fault = fault ?? invalid
                cells.append(nil)
            }
        } while take(Self.comma)
        _ = takeLineEnd()
        return Row(number: number, cells: cells, fault: fault)
    }

    private mutating func cell() -> Result<String?, InvalidValue> {
        guard position < bytes.count, bytes[position] == Self.quote else { return plainCell() }
        position += 1
        var start = position
        var text: [UInt8] = []
        while let end = bytes[position...].firstIndex(of: Self.quote) {
            position = end + 1
            guard position < bytes.count, bytes[position] == Self.quote else {
                let cell = text.isEmpty ? Self.text(bytes[start..<end]) : Self.text((text + bytes[start..<end])[...])
                return isAtCellEnd ? cell.map { $0 ?? "" } : skippingRest(Self.textBehindQuote)
            }
            // Two quotes are one.
            text += bytes[start...end]
            position += 1
            start = position
        }
        position = bytes.count
        return .failure(Self.openQuote)
    }

    private mutating func plainCell() -> Result<String?, InvalidValue> {
        let start = position
        while !isAtCellEnd {
            guard bytes[position] != Self.quote else { return skippingRest(Self.bareQuote) }
            position += 1
        }
        return Self.text(bytes[start..<position])
    }

    private mutating func skippingRest(_ fault: InvalidValue) -> Result<String?, InvalidValue> {
        while !isAtCellEnd { position += 1 }
        return .failure(fault)
    }

    private var isAtCellEnd: Bool {
        guard position < bytes.count else { return true }
        let byte = bytes[position]
        return byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> Result<String?, InvalidValue> {
        guard !bytes.isEmpty else { return .success(nil) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return .failure(notUTF8) }
        return .success(text)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func takeLineEnd() -> Bool {
        guard take(Self.carriageReturn) else { return take(Self.lineFeed) }
        _ = take(Self.lineFeed)
        return true
    }

    private static let openQuote = InvalidValue(
        "A quote is opened and never closed.",
        remedy: "Close it; write a quote inside a cell twice.",
        code: "open-quote"
    )
    private static let textBehindQuote = InvalidValue(
        "Text stands behind a closing quote.",
        remedy: "Put the whole cell in quotes; write a quote inside a cell twice.",
        code: "invalid-csv"
    )
    private static let bareQuote = InvalidValue(
        "A quote stands inside a cell that is not quoted.",
        remedy: "Put the whole cell in quotes; write a quote inside a cell twice.",
        code: "invalid-csv"
    )
    private static let notUTF8 = InvalidValue(
        "The row is not UTF-8.",
        remedy: "Save the file as UTF-8; spreadsheets call it \"CSV UTF-8\".",
        code: "not-utf-8"
    )
}
