internal import ClusterModel
internal import Documents
internal import GRDB
internal import Platform
internal import Store

/// One transaction's view of the database.
class SQLiteSnapshot: StoreSnapshot {
    let database: Database
    let coder = DocumentCoder()

    /// Kept while nothing that it holds is saved or deleted.
    var savedNames: SavedNames?

    /// Phones that this transaction saved, by key: their files follow, and need not read them from their rows.
    var freshPhones: [Int64: Saved<Phone>] = [:]

    /// Outlines by key; they never change.
    var outlines: [Int64: PhoneOutline?] = [:]

    /// Renditions by key; they never change.
    var renditions: [Int64: StoredRendition] = [:]

    init(_ database: Database) { self.database = database }

    func incarnation() throws -> String {
        guard let text = try String.fetchOne(database, sql: "SELECT incarnation FROM store") else {
            throw StoreProblem.damaged("no incarnation")
        }
        return text
    }

    func latestRevision() throws -> Revision? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT number, as_of, committed_at, actor, reason FROM revisions ORDER BY number DESC LIMIT 1"
        )
        return row.map {
            Revision(number: $0[0], asOf: $0[1], committedAt: $0[2], actor: $0[3], reason: $0[4])
        }
    }

    func knownTime() throws -> UnixTime? {
        try Int.fetchOne(database, sql: "SELECT known_time FROM store").map(UnixTime.init(seconds:))
    }

    func body(_ id: BodyID) throws -> RenditionBody? {
        guard
            let row = try Row.fetchOne(
                database,
                sql: "SELECT bytes, holes FROM bodies WHERE id = ?",
                arguments: [id.rawValue]
            )
        else { return nil }
        guard let holes = HoleCoding.decode(row[1]), let body = RenditionBody(bytes: try row.bytes(0), holes: holes)
        else {
            throw StoreProblem.damaged("a body")
        }
        return body
    }

    func fragment(_ id: FragmentID) throws -> Fragment? {
        guard
            let row = try Row.fetchOne(
                database,
                sql: "SELECT bytes FROM fragments WHERE id = ?",
                arguments: [id.rawValue]
            )
        else { return nil }
        guard let fragment = Fragment(bytes: try row.bytes(0)) else { throw StoreProblem.damaged("a fragment") }
        return fragment
    }

    func forEachAuditRecord(after sequence: Int, _ body: (AuditRecord) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT \(Self.auditColumns) FROM audit WHERE sequence > ? ORDER BY sequence",
            arguments: [sequence]
        )
        while let row = try rows.next() { try body(auditRecord(row)) }
    }
}
