internal import AdminAPI
internal import CommandLines
internal import Documents
internal import FoundationEssentials
internal import SiteFiles

/// Data goes to standard output, talk to standard error.
enum Output {
    /// Prints an answer that is no table.
    static func answer(_ value: some Encodable, _ format: OutputFormat, text: () -> String) throws {
        switch format {
        case .text: try standard(text())
        case .json: try standard(json(value))
        case .yaml: try standard(yaml(value))
        case .csv, .name: throw noTable(format)
        }
    }

    /// Prints an answer that is a table; for people and shells nothing when it has no rows.
    ///
    /// - Parameters:
    ///   - value: The answer for programs: its one list has an item for each row of the table.
    ///   - format: How it is printed.
    ///   - sort: The order that was asked for; as it came when none was.
    ///   - table: The answer for people.
    /// - Throws: When the order names no column, or the format needs names and the table has none.
    static func answer(
        _ value: some Encodable,
        _ format: OutputFormat,
        sort: SortOption,
        table: () -> Table
    ) throws {
        guard let sorting = sort.sort.map(Sorting.init) else { return try answer(value, format, table()) }
        let table = table()
        let order = try table.order(sorting)
        let document = try AdminJSON.decode(Document.self, from: AdminJSON.encode(value))
        try answer(document.reordered(order), format, table.reordered(order))
    }

    /// Prints an answer that is a table, in the order it came.
    static func answer(
        _ value: some Encodable,
        _ format: OutputFormat,
        _ table: @autoclosure () -> Table
    ) throws {
        switch format {
        case .text: try standard(table().text(width: Terminal.width, style: Style.current))
        case .json: try standard(json(value))
        case .yaml: try standard(yaml(value))
        case .csv: try standard(table().csv)
        case .name:
            guard let names = table().names else { throw noTable(format) }
            try standard(names)
        }
    }

    /// The refusal of a format that the answer has no form in.
    static func noTable(_ format: OutputFormat) -> Problem {
        Problem(
            .usage,
            code: "no-table",
            "The answer is no table with names, so it cannot be printed as \(format.rawValue).",
            hint: "Use --output table, json or yaml."
        )
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try AdminJSON.encode(value, pretty: true), as: UTF8.self)
    }

    private static func yaml(_ value: some Encodable) throws -> String {
        try SiteFile.write(try AdminJSON.decode(Document.self, from: AdminJSON.encode(value)), keepsNulls: true)
    }

    /// Prints what was refused: for programs where data goes, else one line for each problem where talk goes; there too
    /// when no data can be written.
    static func refusal(_ report: ProblemReport, _ format: OutputFormat) {
        do {
            switch format {
            case .text, .csv, .name: talk(report)
            case .json: try standard(json(report))
            case .yaml: try standard(yaml(report))
            }
        } catch {
            talk(report)
        }
    }

    private static func talk(_ report: ProblemReport) {
        for problem in report.all { error("cnfctl: \(Language.current.worded(problem))") }
    }

    /// Prints reminders and warnings for people; programs have them in the answer.
    static func notes(_ messages: [Message], _ format: OutputFormat) {
        guard format == .text else { return }
        for message in messages { error(Language.current.note(message)) }
    }

    /// Prints data; nothing for an empty text.
    static func standard(_ text: String) throws(Problem) {
        if !text.isEmpty { try StandardStream.output.write(line: text) }
    }

    /// Prints bytes as they are.
    static func standard(_ bytes: [UInt8]) throws(Problem) { try StandardStream.output.write(bytes) }

    /// Prints talk; where nobody can be told, nobody is.
    static func error(_ text: String) {
        if !text.isEmpty { try? StandardStream.error.write(line: text) }
    }

    /// Prints talk without an end of line.
    static func progress(_ text: String) { try? StandardStream.error.write(Array(text.utf8)) }
}

extension Document {
    /// This answer with the items of its list in another order: that of their places.
    fileprivate func reordered(_ order: [Int]) -> Document {
        guard case .mapping(let entries) = content else { return self }
        return .mapping(
            entries.map { entry in
                guard case .list(let items) = entry.value.content, items.count == order.count else { return entry }
                return Entry(entry.key, .list(order.map { items[$0] }))
            }
        )
    }
}
