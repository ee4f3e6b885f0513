internal import AdminAPI
internal import AdminClient
internal import Documents

/// The table of a noun's objects.
struct ObjectTable {
    /// A column: its head, and its cell for an object.
    typealias Column = (head: String, cell: (ObjectReport) -> String)

    let noun: ObjectNoun
    let columns: [Column]

    /// Prints the noun's objects.
    func list(
        _ request: ListObjects,
        _ client: AdminClient,
        _ format: OutputFormat,
        sort: SortOption
    ) async throws -> ExitStatus {
        let report = try await client.send(request)
        try Output.answer(report, format, sort: sort) {
            var table = Table(columns.map { $0.head.uppercased() })
            for object in report.objects { table.add(columns.map { $0.cell(object) }) }
            return table
        }
        return .done
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
