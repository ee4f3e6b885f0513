/// Who goes in, who waits and who is sent away: a value without a clock or a lock.
struct Admissions {
    /// What becomes of somebody who comes.
    enum Answer: Equatable {
        /// In at once, to this place.
        case goesIn(place: Int)
        /// Later, in the order of coming.
        case waits
        /// Not at all: too many wait.
        case isRefused
    }

    private var free: [Int]
    private var waiting: [Int] = []
    private let mostWaiting: Int

    /// - Parameters:
    ///   - places: How many may be in at once.
    ///   - mostWaiting: How many may wait.
    init(places: Int, mostWaiting: Int) {
        free = Array((0..<places).reversed())
        self.mostWaiting = mostWaiting
    }

    /// How many wait.
    var waitingCount: Int { waiting.count }

    /// Takes somebody in, or not; `visitor` is a number of their own.
    mutating func come(_ visitor: Int) -> Answer {
        if let place = free.popLast() { return .goesIn(place: place) }
        guard waiting.count < mostWaiting else { return .isRefused }
        waiting.append(visitor)
        return .waits
    }

    /// Takes somebody in again who had left in the middle of their work: before all who wait, however many do, for what they
    /// have begun takes memory until it is done.
    mutating func comeBack(_ visitor: Int) -> Answer {
        if let place = free.popLast() { return .goesIn(place: place) }
        waiting.insert(visitor, at: 0)
        return .waits
    }

    /// Frees a place; answers who goes in there next, if somebody waits.
    mutating func leave(_ place: Int) -> Int? {
        guard !waiting.isEmpty else {
            free.append(place)
            return nil
        }
        return waiting.removeFirst()
    }

    /// Has somebody wait no longer; `false` when they do not wait.
    mutating func giveUp(_ visitor: Int) -> Bool {
        guard let place = waiting.firstIndex(of: visitor) else { return false }
        waiting.remove(at: place)
        return true
    }
}
