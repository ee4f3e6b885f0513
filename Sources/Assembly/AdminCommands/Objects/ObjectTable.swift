internal import AdminAPI
internal import AdminClient
internal import CommandLines
internal import Documents

/// The table of a noun's objects.
struct ObjectTable {
    /// A column: its head, and its cell for an object.
    typealias Column = (head: String, cell: (ObjectReport) -> String)

    let noun: ObjectNoun
    let columns: [Column]
    /// The columns of what is known of an object beside its fields: CSV has them behind those, and `import` passes them over.
    let stateColumns: [Column]

    /// A table of such columns.
    init(noun: ObjectNoun, columns: [Column], stateColumns: [Column] = []) {
        self.noun = noun
        self.columns = columns
        self.stateColumns = stateColumns
    }

    /// Prints the noun's objects while they arrive; in an order that was asked for, once all have.
    func list(
        _ request: ListObjects,
        _ client: AdminClient,
        _ format: OutputFormat,
        sort: SortOption
    ) async throws -> ExitStatus {
        var request = request
        request.columns = format == .csv
        var printer = printer(format)
        if let sorting = sort.sort.map(Sorting.init) {
            printer = try SortingListPrinter(printer, by: sorting, sortable)
        }
        var isEmpty = true
        _ = try await client.stream(request) { piece, json in
            if piece == .item { isEmpty = false }
            try printer.take(piece, json)
        }
        try printer.finish()
        if isEmpty, format == .text, let conditions = Self.conditions(request) {
            Output.error("No \(noun.rawValue) matches \(conditions).")
        }
        return .done
    }

    /// What names and fields were asked for; none when any were.
    private static func conditions(_ request: ListObjects) -> String? {
        var conditions = request.names + request.filters.map { "\($0.field)=\($0.pattern)" }
        if request.fetches?.behind == true { conditions.append("--behind") }
        if request.fetches?.neverFetched == true { conditions.append("--never-fetched") }
        if let time = request.fetches?.notSince { conditions.append("--not-since \(time)") }
        return conditions.isEmpty ? nil : conditions.joined(separator: ", ")
    }

    private func printer(_ format: OutputFormat) -> any ListPrinter {
        switch format {
        case .text: TableListPrinter(columns)
        case .json: JSONListPrinter(key: "objects")
        case .yaml: YAMLListPrinter(key: "objects")
        case .csv: CSVListPrinter(noun.commands.shape, stateColumns)
        case .name: NameListPrinter()
        }
    }

    /// What a list can be ordered by: each column once.
    private var sortable: [Column] {
        columns + stateColumns.filter { state in !columns.contains { $0.head == state.head } }
    }

    /// A column of what is known beside the fields, at a path of keys; `-` when it is not.
    static func detail(_ key: String, _ inner: String? = nil, head: String? = nil) -> Column {
        (
            head ?? key,
            { object in
                let value = object.details[key]
                return text(inner.map { value?[$0] } ?? value)
            }
        )
    }

    /// A column of a field's text; `-` when there is none.
    static func field(_ key: String, head: String? = nil) -> Column {
        (head ?? key, { text($0.fields[key]) })
    }

    /// A field's text; `-` when there is none.
    static func text(_ value: Document?) -> String {
        guard let text = value?.text, !text.isEmpty else { return "-" }
        return text
    }

    /// The addresses of a list of endpoints or call managers; `-` when there are none.
    static func addresses(_ list: Document?) -> String {
        let addresses = (list?.values ?? []).compactMap { $0["address"]?.text }
        return addresses.isEmpty ? "-" : addresses.joined(separator: ", ")
    }

    /// The codes of a list of warnings; `-` when there are none.
    static func codes(_ list: Document?) -> String {
        let codes = (list?.values ?? []).compactMap { $0["code"]?.text }
        return codes.isEmpty ? "-" : codes.joined(separator: ", ")
    }

    /// Prints one object.
    static func show(_ request: ShowObject, _ client: AdminClient, _ format: OutputFormat) async throws -> ExitStatus {
        let report = try await client.send(request)
        try Output.answer(report, format) {
            let details = FieldText.lines(report.details)
            let lines = FieldText.lines(report.fields) + (details.isEmpty ? [] : [""] + details)
            return lines.joined(separator: "\n")
        }
        return .done
    }
}
