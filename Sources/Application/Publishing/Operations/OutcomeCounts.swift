public import Platform
public import Store

/// How many phones of a reset came to what.
public struct OutcomeCounts: Hashable, Sendable {
    private var counts: [PhoneOutcome: Int] = [:]

    /// None yet.
    public init() {}

    /// What the phones of an operation's waves came to, judged for one second.
    public init(
        _ operation: ResetOperation,
        _ waves: [OperationWave],
        in snapshot: any OperationReading,
        now: UnixTime
    ) throws {
        self[.unchanged] = operation.unchanged
        for wave in waves {
            let deadline = wave.deadline(staleAfter: operation.staleAfter, now: now)
            let delivery = try snapshot.deliveryCounts(of: wave, deadline: deadline)
            add(wave, delivery, staleAfter: operation.staleAfter, now: now)
        }
    }

    /// How many came to `outcome`.
    public subscript(outcome: PhoneOutcome) -> Int {
        get { counts[outcome, default: 0] }
        set { counts[outcome] = newValue == 0 ? nil : newValue }
    }

    /// How many phones got a new file.
    public var changed: Int { self[.published] + self[.fetched] + self[.sent] + self[.stale] + self[.superseded] }

    /// Whether more than so many percent of the phones that got a new file are stale.
    public func hasStale(over percent: Int) -> Bool { self[.stale] * 100 > percent * changed }

    /// Adds a wave's phones: the same judgement as ``PhoneOutcome/init(of:deadline:now:)``, on counts.
    public mutating func add(_ wave: OperationWave, _ delivery: DeliveryCounts, staleAfter: Int, now: UnixTime) {
        let isOver = now >= wave.deadline(staleAfter: staleAfter, now: now)
        self[.fetched] += delivery.acknowledged
        self[.sent] += delivery.unacknowledged
        self[isOver ? .stale : .published] += delivery.waiting
        self[.superseded] +=
            max(0, wave.published - delivery.acknowledged - delivery.unacknowledged - delivery.waiting)
        self[.withdrawn] += wave.withdrawn
    }
}

extension OperationWave {
    /// When its phones count as stale, in seconds since 1970.
    ///
    /// A wave that lies further ahead than that was committed while the clock was wrong; nobody waits for that time to come.
    public func deadline(staleAfter: Int, now: UnixTime) -> UnixTime {
        // A database may hold what an earlier daemon let through.
        committedAt.seconds(since: now) <= staleAfter ? committedAt + staleAfter : now
    }
}
