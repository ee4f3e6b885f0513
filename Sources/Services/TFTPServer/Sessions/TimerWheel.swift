internal import Platform

/// A hashed timer wheel: one deadline per slot number, set and moved in constant time.
///
/// A deadline that moves later leaves its entry where it is, to be moved when the wheel comes by; on the packet path
/// nearly every deadline moves later, so it costs a store.
struct TimerWheel {
    /// One turn of the wheel by one place, in microseconds: a tenth of the shortest resend interval.
    static let tick: UInt64 = 5_000
    private static let places = 1_024
    private static let none: Int32 = -1

    /// What every packet looks at: few octets, so that those of many transfers stay in the cache.
    private struct Entry {
        static let unlinked = UInt64.max

        var deadline: UInt64 = 0
        /// Where it is linked.
        var tick = Entry.unlinked
        var isLinked: Bool { tick != Self.unlinked }
    }

    private struct Links {
        var next: Int32 = TimerWheel.none
        var previous: Int32 = TimerWheel.none
    }

    private var heads = ContiguousArray<Int32>(repeating: TimerWheel.none, count: TimerWheel.places)
    private var occupied = ContiguousArray<UInt64>(repeating: 0, count: TimerWheel.places / 64)
    private var entries: ContiguousArray<Entry> = []
    private var links: ContiguousArray<Links> = []
    private var currentTick: UInt64
    private var count = 0

    /// A wheel that stands at `now`.
    init(now: UInt64) { currentTick = now / Self.tick }

    /// Sets a slot's deadline, in monotonic microseconds.
    mutating func schedule(_ slot: Int, at deadline: UInt64) {
        while entries.count <= slot {
            entries.append(Entry())
            links.append(Links())
        }
        entries[slot].deadline = deadline
        if entries[slot].isLinked {
            guard entries[slot].tick > Self.tick(deadline) else { return }
            unlink(slot)
        }
        link(slot)
    }

    /// Has the memory of a slot's deadline fetched, for it is set soon.
    func expect(_ slot: Int) {
        guard slot < entries.count else { return }
        unsafe entries.withUnsafeBufferPointer { entries in
            guard let start = entries.baseAddress else { return }
            unsafe prefetch(start + slot, count: MemoryLayout<Entry>.stride)
        }
    }

    /// Forgets a slot's deadline.
    mutating func cancel(_ slot: Int) {
        if slot < entries.count && entries[slot].isLinked { unlink(slot) }
    }

    /// Takes out a slot whose deadline has come; `nil` when there is none left.
    mutating func next(now: UInt64) -> Int? {
        let target = now / Self.tick
        while currentTick <= target {
            let place = Int(currentTick % UInt64(Self.places))
            while heads[place] != Self.none {
                let slot = Int(heads[place])
                unlink(slot)
                if entries[slot].deadline <= now { return slot }
                link(slot, notBefore: currentTick + 1)
            }
            guard currentTick < target else { return nil }
            // A clock that leapt would only find empty places after one round.
            currentTick = max(currentTick + 1, target > UInt64(Self.places) ? target - UInt64(Self.places) : 0)
        }
        return nil
    }

    /// Milliseconds until a deadline may have come, rounded up; -1 when there is none.
    func wait(now: UInt64) -> Int {
        guard count > 0 else { return -1 }
        for ahead in 0..<UInt64(Self.places) {
            let tick = currentTick + ahead
            let place = Int(tick % UInt64(Self.places))
            guard occupied[place / 64] & (1 << UInt64(place % 64)) != 0 else { continue }
            let due = tick * Self.tick
            return due > now ? Int((due - now + 999) / 1_000) : 0
        }
        return 0
    }

    /// The first tick that lies at or after a deadline.
    private static func tick(_ deadline: UInt64) -> UInt64 { (deadline + tick - 1) / tick }

    private mutating func link(_ slot: Int, notBefore earliest: UInt64 = 0) {
        // Beyond the horizon it waits at the last place and is put back from there.
        let horizon = currentTick + UInt64(Self.places) - 1
        let tick = min(max(Self.tick(entries[slot].deadline), currentTick, earliest), horizon)
        let place = Int(tick % UInt64(Self.places))
        let head = heads[place]
        entries[slot].tick = tick
        links[slot] = Links(next: head)
        if head != Self.none { links[Int(head)].previous = Int32(truncatingIfNeeded: slot) }
        heads[place] = Int32(truncatingIfNeeded: slot)
        occupied[place / 64] |= 1 << UInt64(place % 64)
        count += 1
    }

    private mutating func unlink(_ slot: Int) {
        let place = Int(entries[slot].tick % UInt64(Self.places))
        let (next, previous) = (links[slot].next, links[slot].previous)
        if previous != Self.none {
            links[Int(previous)].next = next
        } else {
            heads[place] = next
        }
        if next != Self.none { links[Int(next)].previous = previous }
        if heads[place] == Self.none { occupied[place / 64] &= ~(1 << UInt64(place % 64)) }
        entries[slot].tick = Entry.unlinked
        count -= 1
    }
}
