/// How many packets may go to one address for transfers that have acknowledged nothing: its requests may be forged, and
/// then every packet hits somebody who asked for none.
///
/// So many a second are everybody's. Each transfer that is acknowledged earns a few more: one address may be a thousand
/// phones behind one router, and the first of them to answer show that they are there, as acknowledgements open TCP's window
/// (RFC 5681 section 3.1). What is earned is spent once, so a forged request for an address that has phones does not bring
/// more for each of them than those few either.
struct AddressPace {
    /// What holds for every address.
    struct Bound {
        let perSecond: Double
        let burst: Double
        /// What is left to first answers: when packets are short, a transfer that was answered waits for one that was not.
        var reserve: Double { (burst - 1) / 2 }

        /// One worker's share of a bound on the packets in any second.
        ///
        /// - Parameters:
        ///   - packets: The most in a second, of all workers together; each has one at least.
        ///   - workers: How many share it.
        init(packets: Int, workers: Int) {
            let share = Double(packets) / Double(max(1, workers))
            // A quarter at once and the rest in the course of the second make all of it.
            burst = max(1, share / 4)
            perSecond = share * 3 / 4
        }
    }

    /// What an acknowledged transfer earns. Our own choice: a thousand clients are all answered after two round trips more
    /// than one has.
    static let earned = 8.0
    /// The most that is saved. Our own choice: as many clients behind one address as may want one file at once.
    static let mostSaved = 1_024.0
    /// How long it is saved after the last acknowledgement, in microseconds. Our own choice: what an address had a minute
    /// ago proves nothing of what it has now.
    static let saved: UInt64 = 60_000_000

    private var packets: Double
    private var refilledAt: UInt64
    private var heardAt: UInt64 = 0

    /// The pace of an address of which nothing is known.
    init(_ bound: Bound, now: UInt64) {
        packets = bound.burst
        refilledAt = now
    }

    /// When it was last looked at, in monotonic microseconds.
    var usedAt: UInt64 { refilledAt }

    /// Whether one more packet may go at `now`, in monotonic microseconds, so that `kept` are left.
    mutating func take(keeping kept: Double = 0, _ bound: Bound, now: UInt64) -> Bool {
        refill(bound, now: now)
        guard packets >= kept + 1 else { return false }
        packets -= 1
        return true
    }

    /// A transfer was acknowledged for the first time.
    mutating func earn(_ bound: Bound, now: UInt64) {
        refill(bound, now: now)
        packets = min(packets + Self.earned, max(Self.mostSaved, bound.burst))
        heardAt = now
    }

    private mutating func refill(_ bound: Bound, now: UInt64) {
        if packets > bound.burst, now > heardAt + Self.saved { packets = bound.burst }
        guard now > refilledAt else { return }
        if packets < bound.burst {
            packets = min(bound.burst, packets + Double(now - refilledAt) * bound.perSecond / 1_000_000)
        }
        refilledAt = now
    }
}
