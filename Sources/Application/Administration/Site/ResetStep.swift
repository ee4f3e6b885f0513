internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// A reset with its audit entry: the same by itself and as the last step of another change.
struct ResetStep {
    /// Which phones.
    let selection: PhoneSelection
    /// What was reset, in words.
    let description: String
    /// The second for which validity is judged; now when it is not given.
    var asOf: UnixTime?
    /// Whether files may lose a certificate only because it expired.
    var acceptsExpiredLoss = false
    /// What is known of the host's clock.
    var clock: ClockAnswer?
    /// How many seconds later phones count as stale; the daemon's setting unless it is given.
    var staleAfter: Int?
    /// How it is cut into waves; all at once unless it is given.
    var waves: WavePlan?
    /// The digest of the plan that was agreed to; any unless it is given.
    var expected: String?
    /// Whether this is a rehearsal.
    let plan: Bool

    /// Publishes what differs, and audits that.
    func run(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ResetReport {
        let clock = try ClockCorrection(clock, plan: plan, in: transaction, context)
        let outcome = try context.publisher.reset(
            selection,
            context.event("reset \(description)", asOf: asOf, acceptsClock: clock.isAccepted),
            in: transaction,
            acceptsExpiredLoss: acceptsExpiredLoss || plan,
            wave: waves.map { WaveExtent(size: $0.waves.size) },
            grouped: plan
        )
        try AgreedPlan.require(
            expected,
            digest: outcome.digest,
            phones: outcome.published.count + outcome.withdrawn.count + outcome.deferred,
            "reset",
            object: "of \(description)"
        )
        var report = ResetReport(outcome, selection: description, plan: plan)
        report.messages += clock.messages(isEmpty: outcome.isEmpty)
        if plan {
            report.changes = try outcome.changes()
            report.digest = outcome.digest.description
        }
        if !plan {
            report.operation = try OperationRecord.begin(
                OperationRecord.Part(outcome),
                .reset,
                description,
                staleAfter: staleAfter,
                waves: waves,
                in: transaction,
                context
            )
        }
        if outcome.deferred > 0 {
            report.deferred = outcome.deferred
            report.waves = waves?.waves.count(behind: outcome.deferred)
        }
        var entry = context.audit("reset", description)
        entry.after = .mapping([
            Document.Entry("revision", report.revision.map { .integer($0.rawValue) } ?? .null),
            Document.Entry("as-of", .string(report.asOf)),
            Document.Entry("published", .integer(report.published.count)),
            Document.Entry("withdrawn", .integer(report.withdrawn.count)),
            Document.Entry("unchanged", .integer(report.unchanged)),
            Document.Entry("operation", report.operation.map(Document.integer) ?? .null),
        ])
        try transaction.appendAudit(entry)
        return report
    }
}
