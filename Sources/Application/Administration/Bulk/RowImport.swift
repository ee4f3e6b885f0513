internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// Saves the objects of rows, one after the other; a row with a problem changes nothing.
struct RowImport<Object: ImportableObject> {
    private(set) var writer: SiteWriter
    private let columns: FlatColumns
    private let nameColumn: Int
    private let configuration: SavedConfiguration
    private let transaction: any StoreTransaction
    private let check: SiteCheck
    /// The rows in which names stood first.
    private var firstRows: [String: Int] = [:]

    init(_ heads: ImportHeads, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws {
        columns = heads.columns
        nameColumn = heads.nameColumn
        self.transaction = transaction
        configuration = try transaction.configuration()
        writer = SiteWriter(transaction, context, configuration, returning: ReturningObjects(transaction))
        check = SiteCheck(
            Site(.mapping([]), collector: ProblemCollector()) { $1 },
            of: .mapping([]),
            configuration,
            in: transaction
        )
    }

    /// Saves the object of a row, or says why it cannot be.
    ///
    /// - Parameter row: The row.
    /// - Returns: What became of it.
    /// - Throws: What the store throws; then nothing of the import may be kept.
    mutating func take(_ row: CSVReader.Row) throws -> ImportRow {
        let name = row.fault == nil && nameColumn < row.cells.count ? row.cells[nameColumn] : nil
        let label =
            name.flatMap { name in Object.key(ofName: name).map { _ in "\(Object.noun) \(name)" } } ?? Object.noun
        let collector = ProblemCollector()
        let refused = { (invalid: InvalidValue, field: String?) in
            ImportRow(
                row: row.number,
                name: name,
                outcome: .refused,
                problems: [
                    Problem(
                        .validation,
                        code: invalid.code,
                        invalid.reason,
                        object: label,
                        field: field,
                        hint: invalid.remedy
                    )
                ]
            )
        }
        if let fault = row.fault { return refused(fault, nil) }
        guard row.cells.count == columns.heads.count else {
            return refused(Self.wrongLength(row.cells.count, columns.heads.count), nil)
        }
        let before = try name.flatMap { try Object.saved($0, configuration, transaction) }
        let base = before?.document ?? .mapping([])
        let fields: Document
        do throws(FlatGap) {
            fields = try columns.document(row.cells, over: base).restoringMasked(from: base)
        } catch {
            return refused(error.invalid, error.path)
        }
        if let key = name.flatMap(Object.key), let first = firstRows.updateValue(row.number, forKey: key) {
            firstRows[key] = first
            return refused(Self.duplicate(first), "name")
        }
        var reader = FieldReader(fields, object: Object.noun, collector: collector)
        let object = Object(&reader)
        reader.finish()
        try Object.check(fields, check, collector)
        guard let object, collector.problems.isEmpty else {
            let key = before == nil ? name.flatMap(Object.key) : nil
            return ImportRow(
                row: row.number,
                name: name,
                outcome: .refused,
                problems: collector.problems.map(Self.namingColumn),
                bringsBack: try key.flatMap { try writer.returning?.departure(of: "\(Object.noun) \($0)") }
            )
        }
        let outcome = try object.write(over: before, with: &writer)
        let ownName = object.document["name"]?.text
        let departure = outcome == .added ? writer.returning?.departure(ofLast: object.label) : nil
        return ImportRow(row: row.number, name: ownName, outcome: outcome, bringsBack: departure)
    }

    /// A problem with its field as the columns name it: `lines.1.label`, not `lines[1].label`.
    private static func namingColumn(_ problem: Problem) -> Problem {
        var problem = problem
        problem.field = problem.field?.replacing("[", with: ".").replacing("]", with: "")
        return problem
    }

    private static func wrongLength(_ found: Int, _ expected: Int) -> InvalidValue {
        InvalidValue(
            "The row has \(Quantity(found, "cell")), but there are \(Quantity(expected, "column")).",
            remedy: "Give every row as many cells as there are heads; put cells with commas in quotes.",
            code: "wrong-cell-count"
        )
    }

    private static func duplicate(_ first: Int) -> InvalidValue {
        InvalidValue(
            "The name stands here a second time; the first is in row \(first).",
            remedy: "Remove one of the two rows.",
            code: "duplicate-name"
        )
    }
}

/// The heads of a file, checked.
struct ImportHeads: Sendable {
    let columns: FlatColumns
    let nameColumn: Int

    /// Takes the first row of a file.
    ///
    /// - Parameters:
    ///   - row: The first row; none of an empty file.
    ///   - object: What the rows are of.
    /// - Throws: `Problems` when there is no row, or its cells are no heads.
    init(_ row: CSVReader.Row?, of object: (some ImportableObject).Type) throws {
        let fault = row.flatMap(\.fault)
        guard let row, fault == nil else {
            throw Self.problem(
                fault?.code ?? "no-heads",
                fault?.reason ?? "The file is empty.",
                fault?.remedy ?? "Begin it with a row of heads; cnfctl \(object.noun) export writes them."
            )
        }
        if row.cells.count == 1, let cell = row.cells[0], cell.contains(";") {
            throw Self.problem(
                "wrong-separator",
                "The cells of the file are separated by semicolons.",
                "Separate them by commas, as cnfctl \(object.noun) export does."
            )
        }
        columns = try FlatColumns(row.cells.map { $0 ?? "" }, shape: object.shape, others: object.stateColumns)
        guard let name = columns.index(of: "name") else {
            throw Self.problem("missing-column", "There is no column name.", "Name each row's object in one.")
        }
        nameColumn = name
    }

    private static func problem(_ code: String, _ message: String, _ hint: String) -> Problem {
        Problem(.validation, code: code, message, object: "CSV heads", hint: hint, line: 1)
    }
}
