/// The deadlines of one phone.
struct RegistrationTimers: Sendable {
    /// What a deadline is for; the order breaks ties.
    enum Timer: Int, CaseIterable, Hashable {
        /// The registration must have been answered.
        case attempt
        /// The next keepalive is due.
        case keepalive
        /// The pause when nobody lets the phone register is over.
        case pause
        /// The watched call manager must have answered.
        case monitorAttempt
        /// The next keepalive to the watched call manager is due.
        case monitorKeepalive
        /// The pause when no call manager answers is over.
        case monitorPause
        /// The watched call manager has answered long enough.
        case monitorDone
    }

    private var deadlines: [Timer: UInt64] = [:]

    /// The soonest deadline; `UInt64.max` when there is none.
    var soonest: UInt64 { deadlines.values.min() ?? .max }

    mutating func set(_ timer: Timer, at deadline: UInt64) { deadlines[timer] = deadline }

    mutating func cancel(_ timers: Timer...) { for timer in timers { deadlines[timer] = nil } }

    mutating func cancelAll() { deadlines.removeAll() }

    /// Takes out a timer whose deadline has come, the soonest first; `nil` when there is none.
    mutating func next(now: UInt64) -> Timer? {
        let due = deadlines.filter { $0.value <= now }
        guard let first = due.min(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }) else { return nil }
        deadlines[first.key] = nil
        return first.key
    }
}
