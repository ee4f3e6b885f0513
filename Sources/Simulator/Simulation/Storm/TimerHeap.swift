/// Deadlines of phones, the soonest first: a binary heap.
struct TimerHeap {
    private struct Entry {
        var deadline: UInt64
        var phone: Int
    }

    private var entries: [Entry] = []

    /// The soonest deadline; `nil` when there is none.
    var soonest: UInt64? { entries.first?.deadline }

    /// Adds a phone's deadline.
    mutating func add(_ phone: Int, at deadline: UInt64) {
        entries.append(Entry(deadline: deadline, phone: phone))
        var at = entries.count - 1
        while at > 0, entries[(at - 1) / 2].deadline > entries[at].deadline {
            entries.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    /// Takes out the phone with the soonest deadline when that has come; `nil` when it has not.
    mutating func next(now: UInt64) -> Int? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        let last = entries.removeLast()
        guard !entries.isEmpty else { return first.phone }
        entries[0] = last
        var at = 0
        while true {
            let left = 2 * at + 1
            guard left < entries.count else { break }
            let right = left + 1
            let least = right < entries.count && entries[right].deadline < entries[left].deadline ? right : left
            guard entries[least].deadline < entries[at].deadline else { break }
            entries.swapAt(at, least)
            at = least
        }
        return first.phone
    }
}
