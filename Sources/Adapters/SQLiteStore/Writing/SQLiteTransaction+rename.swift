internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteTransaction {
    func rename(_ id: ObjectID, to name: ObjectName) throws {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT kind, name FROM objects WHERE id = ? AND live",
            arguments: [id.rawValue]
        )
        guard let row, let kind = ObjectKind(rawValue: row[0]), kind.hasFreeName else { return }
        let old: String = row[1]
        let holder = try Int64.fetchOne(
            database,
            sql: "SELECT id FROM objects WHERE kind = ? AND folded = ? AND live",
            arguments: [kind.rawValue, name.folded]
        )
        guard holder == nil || holder == id.rawValue else {
            throw Problem(
                .conflict,
                code: "name-taken",
                "There is a \(kind.rawValue) \(name) already; nothing was renamed.",
                object: "\(kind.rawValue) \(old)",
                field: "name",
                hint: "Choose another name."
            )
        }
        forgetNames(of: kind)
        try overlay?.shadow("objects")
        try database.execute(
            sql: "UPDATE objects SET name = ?, folded = ?, version = version + 1 WHERE id = ?",
            arguments: [name.text, name.folded, id.rawValue]
        )
    }
}

extension ObjectKind {
    /// Whether objects of the kind can be renamed; a phone's name is its address.
    fileprivate var hasFreeName: Bool {
        switch self {
        case .callManagerGroup, .srst, .devicePool, .securityProfile: true
        case .cluster, .phone, .defaultFile, .capfFile: false
        }
    }
}
