/// Calls back what must not be seen before it is committed.
public protocol Committing {
    /// Calls `action` once when this transaction is committed, before the next one begins; never in a rehearsal.
    func afterCommit(_ action: @Sendable @escaping () -> Void)
}
