internal import CertificateProvider
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// What a use case knows of its call.
struct UseCaseContext {
    /// Who calls: the user behind the socket.
    let actor: String
    /// When, in seconds since 1970.
    let now: UnixTime
    /// What publishes.
    let publisher: Publisher
    /// The daemon's version.
    let version: String
    /// What obtains gateways' certificates.
    let provider: any CertificateProviding
    /// The turns of those who ask gateways.
    let inquiryTurns: Turns
    /// The certificates that were fetched and not answered yet.
    let candidates: CertificateCandidates
    /// What gateways were last seen to do.
    let sights: GatewaySights
    /// When phones count as stale, and whether they are told.
    let operations: OperationSettings
    /// The daemon and its host; none where there are none.
    let surroundings: Surroundings?

    /// The event of a publication in this call.
    func event(_ reason: String, asOf: UnixTime? = nil, acceptsClock: Bool = false) -> PublishingEvent {
        PublishingEvent(actor: actor, reason: reason, now: now, asOf: asOf, acceptsClock: acceptsClock)
    }

    /// Audits what a change published or withdrew at once (S02's exceptions); nothing when it did neither.
    func auditPublication(
        _ action: String,
        _ object: String,
        _ outcome: ResetOutcome,
        in transaction: any AuditWriting
    ) throws {
        guard let revision = outcome.revision else { return }
        try auditPublication(
            action,
            object,
            revision,
            published: outcome.published.count,
            withdrawn: outcome.withdrawn.count,
            in: transaction
        )
    }

    /// Audits a revision that is not the change itself: one that follows from it, or a later wave.
    func auditPublication(
        _ action: String,
        _ object: String,
        _ revision: Revision,
        published: Int,
        withdrawn: Int,
        in transaction: any AuditWriting
    ) throws {
        var entry = audit(action, object)
        entry.after = .mapping([
            Document.Entry("revision", .integer(revision.number.rawValue)),
            Document.Entry("published", .integer(published)),
            Document.Entry("withdrawn", .integer(withdrawn)),
        ])
        try transaction.appendAudit(entry)
    }

    /// An audit entry of this call.
    func audit(_ action: String, _ object: String) -> AuditEntry {
        AuditEntry(time: now, actor: actor, action: action, object: object)
    }
}
