/// Reads CSV row by row while it comes, as ``CSVReader`` reads it; no more is held than one row and what came last.
public struct CSVStream {
    /// The longest row, in octets. Our own bound: what is longer has a quote that nobody closed.
    private static let longestRow = 1 << 20

    private let more: () throws -> [UInt8]?
    private var ends = CSVRowEnds()
    /// What belongs to a row whose end has not come.
    private var begun: [UInt8] = []
    private var rows = CSVReader([])
    private var isOver = false

    /// A reader of what comes.
    ///
    /// - Parameter more: Answers the next octets, UTF-8, and nothing at the end.
    public init(_ more: @escaping () throws -> [UInt8]?) { self.more = more }

    /// The next row; none at the end.
    ///
    /// - Throws: What `more` throws; `Problem` for a row without end.
    public mutating func next() throws -> CSVReader.Row? {
        while true {
            if let row = rows.next() { return row }
            guard !isOver else { return nil }
            try readOn()
        }
    }

    /// Goes on to the next whole rows; at the end, to the rest.
    private mutating func readOn() throws {
        guard let chunk = try more() else {
            isOver = true
            rows = CSVReader(begun, behind: rows)
            begun = []
            return
        }
        let before = begun.count
        begun += chunk
        if let end = ends.take(chunk) {
            rows = CSVReader(Array(begun[..<(before + end)]), behind: rows)
            begun.removeFirst(before + end)
        }
        guard begun.count <= Self.longestRow else { throw endless }
    }

    private var endless: Problem {
        Problem(
            .validation,
            code: "row-too-long",
            "The row after row \(rows.number) has more than \(Self.longestRow >> 20) MiB.",
            object: "CSV file",
            hint: "Look there for a quote that is opened and never closed."
        )
    }
}

/// Finds where rows end in CSV that comes in pieces, taking quotes as ``CSVReader`` takes them.
public struct CSVRowEnds: Sendable {
    private enum Place {
        /// Before the first octet of a cell.
        case cellBegin
        /// In a cell without quotes, or behind its closing quote.
        case plain
        /// Between quotes.
        case quoted
        /// Behind a quote between quotes: it closes the cell, unless another follows.
        case behindQuote
        /// Behind a carriage return that ended a row: a line feed belongs to it.
        case behindReturn
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var place = Place.cellBegin
    /// How much of a byte order mark the text has begun with; all of it once it has gone on otherwise.
    private var markLength = 0
    /// How many rows have ended, empty lines included.
    public private(set) var count = 0

    /// At the beginning of a text.
    public init() {}

    /// Whether a row has begun that has not ended.
    public var isInRow: Bool { place != .cellBegin && place != .behindReturn || isBehindComma }

    private var isBehindComma = false

    /// Goes through the next piece.
    ///
    /// - Returns: How many of its octets belong to rows that have ended; none when no row ends there for certain.
    public mutating func take(_ piece: [UInt8]) -> Int? {
        var end: Int?
        for (index, octet) in piece.enumerated() {
            if markLength < Self.byteOrderMark.count {
                guard octet != Self.byteOrderMark[markLength] else {
                    markLength += 1
                    continue
                }
                // What only begins like a mark is the beginning of a cell.
                if markLength > 0 { place = .plain }
                markLength = Self.byteOrderMark.count
            }
            if place == .behindReturn {
                place = .cellBegin
                end = octet == UInt8(ascii: "\n") ? index + 1 : index
                if octet == UInt8(ascii: "\n") { continue }
            }
            switch (place, octet) {
            case (.quoted, UInt8(ascii: "\"")): place = .behindQuote
            case (.quoted, _): break
            case (.cellBegin, UInt8(ascii: "\"")), (.behindQuote, UInt8(ascii: "\"")): place = .quoted
            case (_, UInt8(ascii: ",")):
                place = .cellBegin
                isBehindComma = true
                continue
            case (_, UInt8(ascii: "\n")):
                place = .cellBegin
                count += 1
                end = index + 1
            case (_, UInt8(ascii: "\r")):
                place = .behindReturn
                count += 1
            default: place = .plain
            }
            isBehindComma = false
        }
        return end
    }
}
