internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

extension ListAudit: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> AuditReport {
        let object = try object.map { Self.canonical(try Self.known($0)) }
        let filter = AuditFilter(
            object: object,
            formerNames: try object.map { try FormerName.all(of: $0, snapshot.renamings(after: 0)) } ?? [],
            actor: actor,
            since: try since.map { try UnixTime($0, field: "since") },
            limit: try NumberLimit.listed.number(limit, "limit", "audit")
        )
        return AuditReport(
            records: try snapshot.auditRecords(filter).map { record in
                AuditReport.Record(
                    sequence: record.sequence,
                    time: record.entry.time.text,
                    actor: record.entry.actor,
                    action: record.entry.action,
                    object: record.entry.object,
                    before: record.entry.before,
                    after: record.entry.after,
                    hash: record.hash?.description ?? ""
                )
            }
        )
    }

    /// What records name beside objects: each the whole of it, or its first word.
    private static let otherObjects = [
        "trust", "capf", "clock", "revision", "operation", "revisions", "export", "all phones", "new phones",
        "pending phones", "pruned phones",
    ]

    /// Refuses an object of a noun that no record has.
    private static func known(_ object: String) throws(Problem) -> String {
        let nouns = ObjectNoun.allCases.map(\.rawValue) + otherObjects
        let folded = object.lowercased()
        let word = String(folded.prefix { $0 != " " })
        guard !nouns.contains(word), !nouns.contains(folded) else { return object }
        let nearest = word.nearest(in: nouns).map { "Did you mean \($0)? " } ?? ""
        throw Problem(
            .usage,
            code: "unknown-noun",
            "No record is of a \(word).",
            field: "object",
            hint: nearest + "Write one of \(nouns.joined(separator: ", ")), and a name behind it if you like."
        )
    }

    /// A phone may be named by any spelling of its address (A07).
    private static func canonical(_ object: String) -> String {
        let prefix = "\(Phone.noun) "
        guard object.hasPrefix(prefix),
            case .phone(let name)? = try? Names.file(String(object.dropFirst(prefix.count)))
        else { return object }
        return prefix + name.description
    }
}
