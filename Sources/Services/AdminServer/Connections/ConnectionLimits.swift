/// How many connections to the control socket there may be, in all and for each user.
///
/// Whoever may do less has fewer, so that readers cannot keep administrators away, and nobody the superuser.
public struct ConnectionLimits: Hashable, Sendable {
    /// As many as are of use: each `cnfctl` has one, for as long as it runs. Our own bound.
    public static let usual = ConnectionLimits(total: 256)
    /// With fewer, the shares of those who may less would be nothing. Our own bound.
    public static let fewest = 16

    /// All connections together.
    public let total: Int

    /// Limits for `total` connections, at least ``fewest``.
    public init(total: Int) { self.total = max(Self.fewest, total) }

    /// The most that those of this rank and of the lower ones have together.
    func most(of rank: ConnectionRank) -> Int {
        switch rank {
        case .owner: total
        // The rest is kept for the superuser and the daemon's user.
        case .administrator: total - total / 8
        case .reader: total / 2
        case .stranger: total / 8
        }
    }

    /// The most that one user of this rank has.
    func mostOfOne(_ rank: ConnectionRank) -> Int {
        switch rank {
        case .owner: total
        case .administrator: total / 2
        case .reader: total / 4
        case .stranger: total / 16
        }
    }
}

/// What somebody who connects may do, which decides how many connections they may have.
enum ConnectionRank: Int, CaseIterable, Comparable, Sendable {
    /// Nobody who could be answered anything but a refusal.
    case stranger
    /// Whoever may look.
    case reader
    /// Whoever may change something.
    case administrator
    /// The superuser, or the user the daemon runs as.
    case owner

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
