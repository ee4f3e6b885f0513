public import Platform

/// Where saved state, publications and the audit trail live; what everything above knows of the database.
///
/// Bodies run one after the other on a thread of the store's own; what they return leaves the snapshot.
public protocol StorePort: Sendable {
    /// Runs `body` on one consistent view of the store.
    func read<Result: Sendable>(_ body: @Sendable @escaping (any StoreSnapshot) throws -> Result) async throws -> Result

    /// Runs `body` as the only writer and commits what it did, durably, unless it throws.
    func write<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` on an overlay of one consistent view and throws away what it did, without holding the writer: how
    /// every use case is run dry (A01).
    func rehearse<Result: Sendable>(
        _ body: @Sendable @escaping (any StoreTransaction) throws -> Result
    ) async throws -> Result

    /// Drops what no kept revision needs, in small transactions, and audits it; never what is served.
    ///
    /// - Parameters:
    ///   - retention: What is kept.
    ///   - now: What the clock says, in seconds since 1970; one that stands far ahead of the last known time makes nothing
    ///     old (``ClockReading``). A plausible one is noted once a day.
    /// - Returns: What was dropped; none when nothing became too old.
    /// - Throws: When it cannot be written; what was dropped until then stays dropped.
    func prune(_ retention: Retention, now: UnixTime) async throws -> PruningOutcome?
}
