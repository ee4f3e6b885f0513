internal import Documents
internal import Platform
internal import Store

/// The place in the history of the saved state that a site file shows: the store's incarnation and the last audit record of
/// a change. Two files of the same state have the same one.
struct SitePosition: Hashable, Sendable {
    /// The key of a site file under which it stands.
    static let key = "position"

    /// The incarnation of the store.
    let incarnation: String
    /// The place of the last audit record that changed saved state; 0 before the first.
    let record: Int
    /// The hash of that record, in hexadecimal; none before the first.
    let hash: String?

    /// A position with the given parts.
    init(incarnation: String, record: Int, hash: String?) {
        self.incarnation = incarnation
        self.record = record
        self.hash = hash
    }

    /// Where a store stands now.
    init(of snapshot: any RevisionReading & AuditReading & ChangeReading) throws {
        incarnation = try snapshot.incarnation()
        record = try snapshot.latestChange()
        hash = try snapshot.auditRecord(record)?.hash?.description
    }

    /// Reads a position; refuses what is none.
    init(_ document: Document) throws(Problems) {
        let collector = ProblemCollector()
        var reader = FieldReader(document, object: "site file", path: Self.key + ".", collector: collector)
        let incarnation: String? = reader.required("incarnation")
        let record: Int? = reader.required("audit-record")
        let hash = reader.optional("audit-hash", as: String.self)
        reader.finish()
        guard let incarnation, let record, let hash, collector.problems.isEmpty else {
            throw Problems(collector.problems)
        }
        self.incarnation = incarnation
        self.record = record
        self.hash = hash
    }

    var document: Document {
        .mapping([
            Document.Entry("incarnation", .string(incarnation)), Document.Entry("audit-record", .integer(record)),
            Document.Entry("audit-hash", hash.map(Document.string) ?? .null),
        ])
    }

    /// Whether the history of a store leads through it. That of another incarnation does not, nor of one that was put
    /// back to an earlier state and has gone on from there.
    func isPassed(by snapshot: any RevisionReading & AuditReading) throws -> Bool {
        guard try incarnation == snapshot.incarnation(), try 0...snapshot.auditCount() ~= record else { return false }
        return try record == 0 || snapshot.auditRecord(record)?.hash?.description == hash
    }

    /// A site file without the position in it.
    static func taken(from document: Document) throws(Problems) -> (site: Document, position: SitePosition?) {
        guard case .mapping(let entries) = document.content, let found = document[key] else { return (document, nil) }
        let site = Document(.mapping(entries.filter { $0.key != key }), line: document.line)
        return (site, found.content == .null ? nil : try SitePosition(found))
    }
}
