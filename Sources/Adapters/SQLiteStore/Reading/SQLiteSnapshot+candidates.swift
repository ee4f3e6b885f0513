internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func visitCandidates(
        _ selection: PhoneSelection,
        in order: CandidateOrder,
        _ body: (PhoneCandidate) throws -> Bool
    ) throws {
        let chosen = try ChosenPhones(selection, in: self)
        let last: String? = if case .nameAfter(let name) = order { name.folded } else { nil }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(Self.stateColumns), \(Self.publicationColumns()), \(Self.certificateHash),
                    \(ChosenPhones.isSucceeded)
                FROM \(chosen.objects(in: order))
                LEFT JOIN phones ON phones.id = objects.id
                LEFT JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                LEFT JOIN fragments ON fragments.id = published.fragment_id
                WHERE objects.kind = 'phone' AND \(chosen.condition) \(last == nil ? "" : "AND objects.folded > ?")
                    AND (phones.id IS NOT NULL OR published.rendition_id IS NOT NULL)
                \(chosen.isByName(order) ? "ORDER BY objects.folded, objects.id" : "")
                """,
            arguments: chosen.arguments + StatementArguments([last].compactMap(\.self))
        )
        while let row = try rows.next() {
            let end = Self.stateColumnCount + Self.publicationColumnCount
            let certificateHash = try row.bytes(end)
            // A file that cannot be read is as none: a reset publishes it anew.
            let published = try StoreProblem.unlessDamaged {
                try publication(row, from: Self.stateColumnCount)
            }.flatMap(\.self)
            let goesOn = try body(
                PhoneCandidate(
                    id: ObjectID(row[0]),
                    name: try deviceName(row[1]),
                    saved: try candidateState(row, published),
                    published: published,
                    certificateHash: certificateHash.isEmpty ? nil : certificateHash,
                    isSucceeded: row[end + 1]
                )
            )
            guard goesOn else { return }
        }
    }
}

/// Which phones a selection has, in SQL.
private struct ChosenPhones {
    /// Selects the keys of at least the selected phones; none when it is all phones, or when their names say it.
    private let keys: String?
    private let keyArguments: StatementArguments
    /// What holds for the selected phones, of the tables `objects`, `phones` and `published`.
    let condition: String
    private let conditionArguments: StatementArguments

    /// Whether the phone is deleted and another saved phone has its name; asked of deleted ones only.
    static let isSucceeded = """
        CASE WHEN phones.id IS NULL THEN EXISTS (SELECT 1 FROM objects AS other
            WHERE other.kind = 'phone' AND other.folded = objects.folded AND other.live) ELSE FALSE END
        """

    init(_ selection: PhoneSelection, in snapshot: SQLiteSnapshot) throws {
        switch selection {
        case .all:
            self.init(condition: "TRUE")
        case .unpublished:
            self.init(
                keys: "SELECT id FROM moved_phones",
                condition: "((phones.id IS NOT NULL AND published.rendition_id IS NULL) OR \(Self.isSucceeded))"
            )
        case .dependents(let selected):
            let objects = try ChosenObjects(selected, in: snapshot)
            switch selected.kind {
            case .srst: self.init(references: objects)
            case .devicePool: self.init(column: "pool_id", objects)
            case .securityProfile: self.init(column: "profile_id", objects)
            case .phone where selected.keys == nil: self.init(condition: "objects.folded = ?", [selected.folded])
            case .phone: self.init(condition: "objects.id IN \(objects.keys)", objects.arguments)
            }
        }
    }

    private init(
        keys: String? = nil,
        _ keyArguments: StatementArguments = [],
        condition: String,
        _ conditionArguments: StatementArguments = []
    ) {
        self.keys = keys
        self.keyArguments = keyArguments
        self.condition = condition
        self.conditionArguments = conditionArguments
    }

    /// The phones that have one of the objects in a column, or whose file was made from it. The file of a phone that has not
    /// moved was made from what the phone has.
    private init(column: String, _ objects: ChosenObjects) {
        self.init(
            keys: "SELECT id FROM phones WHERE \(column) IN \(objects.keys) UNION SELECT id FROM moved_phones",
            objects.arguments,
            condition: "(phones.\(column) IN \(objects.keys) OR \(Self.rendition(column, objects)))",
            objects.arguments + objects.arguments
        )
    }

    /// The phones of pools that name one of the references, or whose file was made from it.
    private init(references: ChosenObjects) {
        let saved = "(SELECT id FROM device_pools WHERE reference_id IN \(references.keys))"
        let published = "(SELECT pool_id FROM renditions WHERE reference_id IN \(references.keys))"
        self.init(
            keys: """
                SELECT id FROM phones WHERE pool_id IN \(saved) UNION SELECT id FROM phones WHERE pool_id IN \(published)
                UNION SELECT id FROM moved_phones
                """,
            references.arguments + references.arguments,
            condition: "(phones.pool_id IN \(saved) OR \(Self.rendition("reference_id", references)))",
            references.arguments + references.arguments
        )
    }

    private static func rendition(_ column: String, _ objects: ChosenObjects) -> String {
        "published.rendition_id IN (SELECT id FROM renditions WHERE \(column) IN \(objects.keys))"
    }

    /// The tables to begin with. The order of a join is fixed by CROSS JOIN, that of all phones by the table itself.
    func objects(in order: CandidateOrder) -> String {
        guard let keys else { return isByName(order) || condition != "TRUE" ? "objects" : "objects NOT INDEXED" }
        return "(\(keys)) AS chosen CROSS JOIN objects ON objects.id = chosen.id"
    }

    /// Whether the order has to be made.
    func isByName(_ order: CandidateOrder) -> Bool { if case .stored = order { false } else { true } }

    var arguments: StatementArguments { keyArguments + conditionArguments }
}

/// The objects that a selection begins from, in SQL.
private struct ChosenObjects {
    /// Selects their keys.
    let keys: String
    let arguments: StatementArguments

    /// The objects of a selection, or every object that has or had the name, when there is or was one: a deleted one still
    /// selects what was published from it.
    init(_ selected: SelectedObjects, in snapshot: SQLiteSnapshot) throws {
        if let known = selected.keys {
            keys = "(SELECT value FROM json_each(?))"
            arguments = [OperationTarget.encode(keys: known.map(\.rawValue))]
            return
        }
        keys = "(SELECT id FROM objects WHERE kind = ? AND folded = ?)"
        arguments = [selected.kind.rawValue, selected.folded]
        let known = try Bool.fetchOne(
            snapshot.database,
            sql: "SELECT EXISTS (SELECT 1 FROM objects WHERE kind = ? AND folded = ?)",
            arguments: arguments
        )
        guard known != true else { return }
        let names = try ObjectKind(rawValue: selected.kind.rawValue).map { try snapshot.names($0).values.sorted() }
        throw StoreProblem.notFound(
            "\(PhoneSelection.dependents(selected))",
            noun: selected.kind.rawValue,
            names: names ?? [],
            name: selected.name
        )
    }
}
