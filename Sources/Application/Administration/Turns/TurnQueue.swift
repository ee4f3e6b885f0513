/// Who may go now, and who waits: so many at once, and a bounded queue behind them.
///
/// Whoever has the fewest under way is next, so that nobody who asks much keeps others waiting. Events in, decisions out; it
/// knows no task.
struct TurnQueue<ID: Hashable & Sendable, Name: Hashable & Sendable> {
    /// What becomes of somebody who comes.
    enum Entry: Hashable {
        /// It is their turn.
        case go
        /// Their turn comes.
        case wait
        /// Too many wait already.
        case full
    }

    private struct Waiting {
        let id: ID
        let name: Name
    }

    private let most: Int
    private let mostWaiting: Int
    private let mostWaitingOfOne: Int
    private var underWay: [Name: Int] = [:]
    private var waiting: [Waiting] = []

    /// A queue with nobody in it.
    ///
    /// - Parameters:
    ///   - most: How many go at once.
    ///   - mostWaiting: How many wait; one name has at most half of these places.
    init(most: Int, mostWaiting: Int) {
        self.most = max(1, most)
        self.mostWaiting = mostWaiting
        mostWaitingOfOne = max(1, mostWaiting / 2)
    }

    /// How many go now.
    var underWayCount: Int { underWay.values.reduce(0, +) }
    /// How many wait.
    var waitingCount: Int { waiting.count }

    /// Somebody comes.
    mutating func enter(_ id: ID, as name: Name) -> Entry {
        if underWayCount < most {
            underWay[name, default: 0] += 1
            return .go
        }
        guard waiting.count < mostWaiting, waiting.count(where: { $0.name == name }) < mostWaitingOfOne else {
            return .full
        }
        waiting.append(Waiting(id: id, name: name))
        return .wait
    }

    /// One whose turn it was is done; answers whose turn it is now.
    mutating func leave(_ name: Name) -> ID? {
        let left = underWay[name, default: 1] - 1
        underWay[name] = left > 0 ? left : nil
        guard underWayCount < most else { return nil }
        let next = waiting.indices.min {
            underWay[waiting[$0].name, default: 0] < underWay[waiting[$1].name, default: 0]
        }
        guard let next else { return nil }
        let one = waiting.remove(at: next)
        underWay[one.name, default: 0] += 1
        return one.id
    }

    /// One who waits goes away; `false` when nobody of that kind waits.
    mutating func giveUp(_ id: ID) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.id == id }) else { return false }
        waiting.remove(at: place)
        return true
    }
}
