internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// A change of the cluster's settings with the chapter's warnings; the same for `set-mode` and `apply`.
struct ClusterChange {
    private let before: Cluster
    private let after: Cluster
    private(set) var messages: [Message] = []

    init(from before: Cluster, to after: Cluster) {
        self.before = before
        self.after = after
    }

    var differs: Bool { !after.isSame(as: before) }

    /// What it takes away.
    var losses: [Loss] { Loss.between(before.document, after.document, of: after.label) }

    /// Saves and audits the change, and gathers the warnings (S11, S22).
    mutating func save(
        in transaction: any CandidateReading & SavedStateWriting & AuditWriting,
        _ context: UseCaseContext,
        action: String
    ) throws -> Saved<Cluster> {
        switch (before.securityMode, after.securityMode) {
        case (.mixed, .nonSecure):
            messages.append(ChapterMessages.stayOnGateway(phones: try Self.carryingCertificate(in: transaction)))
        case (.nonSecure, .mixed):
            messages.append(ChapterMessages.trustListNeeded)
        case (.mixed, .mixed), (.nonSecure, .nonSecure):
            break
        }
        let saved = try transaction.save(after)
        var entry = context.audit(action, after.label)
        entry.before = before.document
        entry.after = after.document
        try transaction.appendAudit(entry)
        return saved
    }

    /// How many phones are served a certificate now.
    static func carryingCertificate(in snapshot: any CandidateReading) throws -> Int {
        var count = 0
        try snapshot.forEachCandidate(.all, in: .stored) { candidate in
            if candidate.published?.rendition.origin.certificate != nil { count += 1 }
        }
        return count
    }
}
