internal import Documents
internal import GRDB
internal import Store

extension SQLiteTransaction {
    /// Refuses to delete what something else refers to: foreign keys would too, but neither in words nor in an overlay.
    func refuseDeletionInUse(of id: ObjectID, _ kind: ObjectKind, name: String) throws {
        for referrer in kind.referrers {
            guard let table = referrer.kind.table else { continue }
            let user = try String.fetchOne(
                database,
                sql: """
                    SELECT objects.name FROM \(table) JOIN objects USING (id)
                    WHERE \(table).\(referrer.column) = ? ORDER BY objects.folded LIMIT 1
                    """,
                arguments: [id.rawValue]
            )
            guard let user else { continue }
            let label = referrer.kind == .cluster ? "the cluster" : "\(referrer.kind.rawValue) \(user)"
            throw Problem(
                .conflict,
                code: "in-use",
                "It is still named by \(label).",
                object: "\(kind.rawValue) \(name)",
                hint: "Let that name another first."
            )
        }
    }
}

extension ObjectKind {
    /// Which columns refer to objects of this kind, and the kind of object they belong to; device pools before the
    /// cluster.
    fileprivate var referrers: [(kind: ObjectKind, column: String)] {
        Self.allCases.reversed().flatMap { kind in
            kind.parents.filter { $0.kind == self }.map { (kind, $0.column) }
        }
    }
}
