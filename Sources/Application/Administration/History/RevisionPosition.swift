internal import ClusterModel
internal import Documents
internal import Store

/// A position in history: an incarnation of the store and a revision of it. A restore starts a new incarnation, so that
/// a number can never be mistaken for an earlier one.
enum RevisionPosition {
    /// The kept revision at `NUMBER` or `INCARNATION/NUMBER`.
    static func find(_ text: String, in snapshot: any RevisionReading) throws -> RevisionSummary {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = parts.last, let digits = Int(last), digits > 0, parts.count <= 2 else {
            throw Problem(
                .validation,
                code: "invalid-revision",
                "\"\(text)\" is no revision.",
                object: "revision",
                hint: "Write its number, or INCARNATION/NUMBER; cnfctl revision list has them."
            )
        }
        let number = RevisionNumber(rawValue: digits)
        let incarnation = try snapshot.incarnation()
        if parts.count == 2, let named = parts.first, named != incarnation {
            throw problem(
                number,
                "It belongs to the incarnation \(named); this store is \(incarnation).",
                hint: "List the revisions of this store with cnfctl revision list."
            )
        }
        if let found = try snapshot.revision(number) { return found }
        let latest = try snapshot.latestRevision()?.number
        let oldest = try snapshot.oldestKeptRevision()
        guard let latest else { throw problem(number, "There is no revision yet.", hint: "Run cnfctl reset --all.") }
        let isPast = number < oldest
        throw problem(
            number,
            isPast ? "It is not kept any more." : "There is no such revision.",
            hint: "The revisions \(oldest) to \(latest) are kept."
        )
    }

    private static func problem(_ number: RevisionNumber, _ message: String, hint: String) -> Problem {
        Problem(.notFound, code: "not-found", message, object: "revision \(number)", hint: hint)
    }
}
