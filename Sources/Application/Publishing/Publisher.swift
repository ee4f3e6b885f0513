public import ClusterModel
internal import Documents
public import Store

/// Turns saved state into published files: one snapshot and one as-of second in, one revision out (S02).
///
/// Each function runs inside a transaction, so that files, audit and whatever caused them are committed together, and
/// can be run dry.
public struct Publisher: Sendable {
    private let catalog: Catalog

    /// A publisher that puts its revisions in force in `catalog`.
    public init(catalog: Catalog) { self.catalog = catalog }

    /// The published files that were altered in the store, which a reset publishes anew.
    public var alteredFiles: [AlteredFile] { catalog.altered }

    /// Renders the selected phones' files and publishes those whose bytes change (S20).
    ///
    /// - Parameters:
    ///   - selection: The phones; their dependents by saved state and by publication.
    ///   - event: Who resets, when, and as of which second.
    ///   - transaction: The transaction to do it in.
    ///   - acceptsExpiredLoss: Whether files may lose a certificate only because it expired (`--confirm`).
    ///   - wave: Which part of the selection; all of it unless it is given.
    ///   - grouped: Whether the outcome groups the files by identical change.
    /// - Returns: What was published; without a revision when no byte changed.
    /// - Throws: `Problem` of kind `unconfirmed` when certificates would be lost silently, or when the clock stands far ahead
    ///   of the last known time; `notFound` for an unknown object, `unavailable` while the clock stands before that time.
    public func reset(
        _ selection: PhoneSelection,
        _ event: PublishingEvent,
        in transaction: any RenderedState & RevisionWriting & Committing,
        acceptsExpiredLoss: Bool,
        wave: WaveExtent? = nil,
        grouped: Bool = false
    ) throws -> ResetOutcome {
        let clock = try PublishingClock(event, in: transaction)
        let outcome = try preview(selection, event, in: transaction, wave: wave, grouped: grouped)
        if !outcome.lostToValidity.isEmpty, !acceptsExpiredLoss { throw Self.unconfirmedLoss(outcome, selection) }
        if !outcome.isEmpty { try clock.confirm(event, in: transaction) }
        return try commit(outcome, event, in: transaction)
    }

    /// What a reset of the selection would publish now, without publishing it.
    public func preview(
        _ selection: PhoneSelection,
        _ event: PublishingEvent,
        in snapshot: any RenderedState,
        wave: WaveExtent? = nil,
        grouped: Bool = false
    ) throws -> ResetOutcome {
        var rendering = try Rendering(snapshot, event, grouped: grouped, altered: catalog.alteredNames)
        rendering.maximum = wave?.size
        // Which phones the next wave has is told by their names.
        let order = wave.map { $0.after.map(CandidateOrder.nameAfter) ?? .name } ?? .stored
        try snapshot.visitCandidates(selection, in: order) { candidate in
            try rendering.add(candidate)
            // The first wave says how many follow; a later one only whether any does.
            return wave?.after == nil || rendering.outcome.deferred == 0
        }
        // The files of the whole site come with the first wave.
        if selection == .all, wave?.after == nil {
            for file in PublishedFile.ofTheSite { try rendering.add(file, snapshot.siteFile(file)) }
        }
        return rendering.finish()
    }

    /// Which files a reset of all would change now; what it would make of them is not kept, however many they are.
    ///
    /// - Parameters:
    ///   - event: Who asks, when, and as of which second.
    ///   - snapshot: The view to look at.
    ///   - visit: Takes each phone that is saved or has a file, and whether it is saved and its file would change.
    /// - Returns: The names, and no files.
    /// - Throws: What the store or `visit` throws.
    public func pending(
        _ event: PublishingEvent,
        in snapshot: any RenderedState,
        _ visit: (PhoneCandidate, _ isPending: Bool) throws -> Void
    ) throws -> ResetOutcome {
        var rendering = try Rendering(snapshot, event, altered: catalog.alteredNames)
        rendering.keepsFiles = false
        try snapshot.forEachCandidate(.all, in: .stored) { candidate in
            let before = rendering.outcome.published.count
            try rendering.add(candidate)
            try visit(candidate, rendering.outcome.published.count > before)
        }
        for file in PublishedFile.ofTheSite { try rendering.add(file, snapshot.siteFile(file)) }
        return rendering.finish()
    }

    /// Publishes the first file of each phone that has none, from the saved state (S02, first exception), in the place of
    /// that of a deleted phone of the same name, and the
    /// first `XMLDefault.cnf.xml` and `CAPF.der` once there is something to make them from.
    public func publishFirstFiles(
        _ event: PublishingEvent,
        in transaction: any RenderedState & RevisionWriting & Committing
    ) throws -> ResetOutcome {
        var rendering = try Rendering(transaction, event)
        try transaction.forEachCandidate(.unpublished, in: .stored) { try rendering.add($0) }
        for file in PublishedFile.ofTheSite {
            let state = try transaction.siteFile(file)
            if !state.everPublished { try rendering.add(file, state) }
        }
        return try commit(rendering.finish(), event, in: transaction)
    }

    /// Takes away the files of phones that have just been deleted (S02, second exception).
    public func withdrawFiles(
        of phones: Set<DeviceName>,
        _ event: PublishingEvent,
        in transaction: any RenderedState & RevisionWriting & Committing,
        grouped: Bool = false
    ) throws -> ResetOutcome {
        var rendering = try Rendering(transaction, event, grouped: grouped)
        let only = phones.count == 1 ? phones.first : nil
        try transaction.forEachCandidate(only.map(PhoneSelection.phone) ?? .all) { candidate in
            if candidate.saved == nil, phones.contains(candidate.name) { try rendering.add(candidate) }
        }
        return try commit(rendering.finish(), event, in: transaction)
    }

    private func commit(
        _ outcome: ResetOutcome,
        _ event: PublishingEvent,
        in transaction: any RevisionWriting & Committing
    ) throws -> ResetOutcome {
        var outcome = outcome
        outcome.revision = try commit(outcome.draft, event, in: transaction)
        return outcome
    }

    /// Writes a revision and puts it in force with the commit; none when it would change nothing.
    func commit(
        _ draft: RevisionDraft,
        _ event: PublishingEvent,
        in transaction: any RevisionWriting & Committing
    ) throws -> Revision? {
        guard !draft.isEmpty else { return nil }
        let revision = try transaction.writeRevision(draft, at: event.now)
        transaction.afterCommit { [catalog] in catalog.apply(draft, revision) }
        return revision
    }

    private static func unconfirmedLoss(_ outcome: ResetOutcome, _ selection: PhoneSelection) -> Problem {
        let count = outcome.lostToValidity.values.reduce(0, +)
        let hasExpired = outcome.lostToValidity[.certificateExpired] != nil
        return Problem(
            .unconfirmed,
            code: "certificate-would-be-lost",
            "This reset would take the SRST certificate out of \(Quantity(count, "phone file")) only because it "
                + (hasExpired ? "has expired" : "is not valid yet") + "; nothing was published.",
            object: selection.description,
            hint: hasExpired
                ? "Accept a renewed certificate, let it stay (cnfctl cluster update --expired-certificate keep), or repeat "
                    + "with --confirm."
                : "Check this host's clock and the time given with --as-of, or repeat with --confirm."
        )
    }
}
