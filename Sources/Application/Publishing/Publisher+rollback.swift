internal import ClusterModel
internal import Documents
public import Store

extension Publisher {
    /// Serves the files of an earlier revision again: a new revision of the same bytes. The saved state stays.
    ///
    /// Phones that got their first file since keep it, and deleted ones stay without.
    ///
    /// - Parameters:
    ///   - target: The revision to go back to.
    ///   - event: Who rolls back, and when; the files keep the as-of second of the target.
    ///   - transaction: The transaction to do it in.
    ///   - acceptsContradictions: Whether files may contradict today's cluster mode or carry a certificate that is not
    ///     accepted now (`--confirm`).
    ///   - wave: Which part of the phones; all of them unless it is given.
    ///   - grouped: Whether the outcome groups the files by identical change.
    /// - Returns: What was restored; without a revision when nothing differs.
    /// - Throws: `Problem` of kind `unconfirmed` when files contradict what is saved today.
    public func rollback(
        to target: Revision,
        _ event: PublishingEvent,
        in transaction: any StoreTransaction,
        acceptsContradictions: Bool,
        wave: WaveExtent? = nil,
        grouped: Bool
    ) throws -> RollbackOutcome {
        let clock = try PublishingClock(event, in: transaction)
        var restoring = try Restoring(transaction, to: target, event, wave: wave, grouped: grouped)
        let latest = try transaction.latestRevision()?.number ?? 0
        try transaction.forEachChange(from: target.number, to: latest) { try restoring.add($0) }
        var outcome = restoring.finish()
        if !outcome.contradictions.isEmpty, !acceptsContradictions { throw Self.contradiction(outcome, target) }
        if !outcome.isEmpty { try clock.confirm(event, in: transaction) }
        outcome.revision = try commit(outcome.draft, event, in: transaction)
        return outcome
    }

    private static func contradiction(_ outcome: RollbackOutcome, _ target: Revision) -> Problem {
        let reasons = RollbackOutcome.Contradiction.allCases.compactMap { reason in
            outcome.contradictions[reason].map { explanation(reason, Quantity($0, "file")) }
        }
        return Problem(
            .unconfirmed,
            code: "contradicts-saved-state",
            reasons.joined(separator: ", ") + "; nothing was published.",
            object: "revision \(target.number)",
            hint:
                "Look at it with --plan; set the cluster mode or accept the certificate first, or repeat with --confirm."
        )
    }

    private static func explanation(_ reason: RollbackOutcome.Contradiction, _ files: Quantity) -> String {
        switch reason {
        case .clusterNonSecure:
            "\(files) \(files.choose("uses", "use")) security, but the cluster is non-secure now"
        case .protectionLost:
            "\(files) \(files.choose("is", "are")) non-secure, but the cluster is mixed and "
                + files.choose("its phone's profile protects it now", "their phones' profiles protect them now")
        case .certificateNotAccepted:
            "\(files) \(files.choose("carries", "carry")) a certificate that is not accepted now"
        case .certificateLost:
            "\(files) \(files.choose("loses", "lose")) the SRST certificate that is accepted"
        }
    }
}
