internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import FoundationEssentials

/// The results of an import's rows, in the form that was asked for.
struct ImportResults {
    /// Up to how many rows a table has all of them; of more, only those that were refused or bring back what was deleted.
    /// Our own choice: a screen.
    static let shownRows = 50
    private static let heads = ["ROW", "NAME", "OUTCOME", "CODE", "FIELD", "MESSAGE"]

    private let format: OutputFormat
    private var json: JSONListPrinter
    private var yaml: YAMLListPrinter
    private var buffer = OutputBuffer()
    /// All rows, while they are few, and those that were refused or bring something back.
    private var all: [[String]] = []
    private var remarkable: [[String]] = []
    private var count = 0

    init(_ format: OutputFormat) {
        self.format = format
        json = JSONListPrinter(key: "rows")
        yaml = YAMLListPrinter(key: "rows")
        if format == .csv { CSVText.append(Self.heads.map { $0.lowercased() }, to: &buffer.bytes) }
    }

    /// Takes the result of a row.
    mutating func take(_ item: ArraySlice<UInt8>) throws {
        count += 1
        switch format {
        case .json: try json.item(item)
        case .yaml: try yaml.item(item)
        case .text:
            let row = try Document.item(item)
            let lines = Self.lines(row)
            if row["outcome"]?.text == ImportRow.Outcome.refused.rawValue || row["brings-back"] != nil {
                remarkable += lines
            }
            if count <= Self.shownRows { all += lines }
        case .csv:
            for line in Self.lines(try .item(item)) {
                CSVText.append(line.map { $0.isEmpty ? nil : $0 }, to: &buffer.bytes)
            }
            try buffer.writeWhenFull()
        case .name:
            if let name = try Document.item(item)["name"]?.text { buffer.bytes += (name + "\n").utf8 }
            try buffer.writeWhenFull()
        }
    }

    /// Prints what is left, and the summary.
    mutating func finish(_ report: ImportReport) throws {
        switch format {
        case .json: try json.finish(summary: Array(AdminJSON.encode(report)))
        case .yaml: try yaml.finish(summary: Array(try AdminJSON.encode(report)))
        case .text:
            var table = Table(Self.heads)
            for line in count > Self.shownRows ? remarkable : all { table.add(line.map { $0.isEmpty ? "-" : $0 }) }
            try Output.standard(table.text(width: Terminal.width))
            try Output.standard(Self.text(report))
        case .csv, .name:
            try buffer.write()
            Output.error(Self.text(report))
        }
    }

    /// A line for each problem of a row and for what it brings back, or one when it has neither.
    private static func lines(_ row: Document) -> [[String]] {
        let start = ["row", "name", "outcome"].map { row[$0]?.text ?? "" }
        let problems = row["problems"]?.values ?? row["error"].map { [$0] } ?? []
        let departure = row["brings-back"]?["text"]?.text.map { [start + ["brings-back", "", "It \($0)."]] } ?? []
        guard !problems.isEmpty else { return departure.isEmpty ? [start + ["", "", ""]] : departure }
        return departure
            + problems.map { problem in
                let hint = problem["hint"]?.text.map { " " + $0 } ?? ""
                return start + [
                    problem["code"]?.text ?? "", problem["field"]?.text ?? "", (problem["message"]?.text ?? "") + hint,
                ]
            }
    }

    /// The summary as sentences.
    static func text(_ report: ImportReport) -> String {
        let would = report.plan ? "would be " : ""
        var lines = [
            "\(report.added) \(would)added, \(report.updated) \(would)updated, \(report.unchanged) unchanged, "
                + "\(report.refused) refused"
                + (report.refused > 0 && !report.saved && !report.plan ? "; nothing was saved" : "")
        ]
        if report.broughtBack > 0 {
            let verb = Quantity(report.broughtBack, "object").choose("was", "were")
            lines.append("\(report.broughtBack) of the added \(verb) deleted or replaced before")
        }
        if report.firstFiles > 0 {
            let phones = Quantity(report.firstFiles, "new phone")
            let verb = report.plan ? "would be published" : "published in revision \(report.revision ?? 0)"
            lines.append("\(phones.choose("first file", "first files")) of \(phones) \(verb)")
        }
        lines += ReportText.lost(report.lost, plan: !report.saved)
        lines += ChangeGroupText.lines(report.changes ?? [])
        return lines.joined(separator: "\n")
    }
}
