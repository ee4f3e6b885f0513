internal import AdminAPI
internal import Documents
internal import Publishing
internal import Store

/// A reset with its audit entry: the same by itself and as the last step of another change.
struct ResetStep {
    /// Which phones.
    let selection: PhoneSelection
    /// What was reset, in words.
    let description: String
    /// The second for which validity is judged; now when it is not given.
    var asOf: Int?
    /// Whether files may lose a certificate only because it expired.
    var acceptsExpiredLoss = false
    /// Whether this is a rehearsal.
    let plan: Bool

    /// Publishes what differs, and audits that.
    func run(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ResetReport {
        let outcome = try context.publisher.reset(
            selection,
            context.event("reset \(description)", asOf: asOf),
            in: transaction,
            acceptsExpiredLoss: acceptsExpiredLoss || plan,
            grouped: plan
        )
        var report = ResetReport(outcome, selection: description, plan: plan)
        if plan { report.changes = try outcome.changes() }
        var entry = context.audit("reset", description)
        entry.after = .mapping([
            Document.Entry("revision", report.revision.map(Document.integer) ?? .null),
            Document.Entry("as-of", .string(report.asOf)),
            Document.Entry("published", .integer(report.published.count)),
            Document.Entry("withdrawn", .integer(report.withdrawn.count)),
            Document.Entry("unchanged", .integer(report.unchanged)),
        ])
        try transaction.appendAudit(entry)
        return report
    }
}
