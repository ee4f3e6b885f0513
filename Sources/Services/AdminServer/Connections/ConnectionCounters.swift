internal import Synchronization

/// What the control socket passes over, for the log: whoever is refused is told, but nobody else would notice.
public final class ConnectionCounters: Sendable {
    private let refusals = Atomic<Int>(0)
    private let shortages = Atomic<Int>(0)

    /// Nothing is counted yet.
    public init() {}

    /// Connections that were refused since the start.
    public var refused: Int { refusals.load(ordering: .relaxed) }

    /// How often a connection had to wait because no more descriptors could be had.
    public var delayed: Int { shortages.load(ordering: .relaxed) }

    /// Counts a connection that is refused.
    func countRefusal() { refusals.wrappingAdd(1, ordering: .relaxed) }

    /// Counts a connection that has to wait.
    @Sendable
    func countShortage() { shortages.wrappingAdd(1, ordering: .relaxed) }
}
