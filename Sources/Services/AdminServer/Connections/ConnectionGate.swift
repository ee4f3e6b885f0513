/// Who is let in at the control socket: connections come and go, and each that comes is admitted or refused.
///
/// It knows no socket; whoever was admitted must be told of once more when the connection is closed.
struct ConnectionGate {
    /// Somebody at the other end.
    struct Visitor: Hashable, Sendable {
        /// The user's number.
        let user: UInt32
        /// What the user may do.
        let rank: ConnectionRank
    }

    /// Why somebody is refused.
    enum Refusal: Hashable, Sendable {
        /// The user has so many connections, as many as may be.
        case userHasAll(Int)
        /// Those who may no more than this user have so many, as many as may be.
        case rankIsFull(Int)
        /// There are so many connections, as many as there may be.
        case full(Int)
    }

    /// How many there may be.
    let limits: ConnectionLimits
    private var counts: [Visitor: Int] = [:]
    private var ranks = [Int](repeating: 0, count: ConnectionRank.allCases.count)

    /// Nobody is here yet.
    init(_ limits: ConnectionLimits) { self.limits = limits }

    /// All who are here.
    var count: Int { ranks.reduce(0, +) }

    /// Lets somebody in, or says why not; then nothing is counted.
    mutating func arrived(_ visitor: Visitor) -> Refusal? {
        for rank in ConnectionRank.allCases where rank >= visitor.rank {
            let most = limits.most(of: rank)
            let present = ranks[...rank.rawValue].reduce(0, +)
            guard present < most else { return most < limits.total ? .rankIsFull(most) : .full(most) }
        }
        let mostOfOne = limits.mostOfOne(visitor.rank)
        guard counts[visitor, default: 0] < mostOfOne else { return .userHasAll(mostOfOne) }
        counts[visitor, default: 0] += 1
        ranks[visitor.rank.rawValue] += 1
        return nil
    }

    /// One who was let in has gone.
    mutating func left(_ visitor: Visitor) {
        guard let count = counts[visitor] else { return }
        counts[visitor] = count > 1 ? count - 1 : nil
        ranks[visitor.rank.rawValue] -= 1
    }
}
