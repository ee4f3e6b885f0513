/// When a worker exchanges the ports of its transfers, and when it lets go of the old ones: a matter of the clock alone.
///
/// Each listen address has a few sockets for new transfers. One of them at a time goes, and another on a random port comes
/// in its place. The old one finishes its transfers, waits for their late packets, and closes.
struct PortExchange {
    /// Old sockets of a listen address that are kept for their transfers; with as many, no port is exchanged. Our own bound:
    /// with a port every ten seconds, transfers of more than a minute.
    static let mostRetired = 8
    /// How often is looked for old sockets that are done, in microseconds. Our own choice.
    private static let lookInterval: UInt64 = 1_000_000

    /// A socket that takes no new transfers any more.
    struct Retired: Hashable {
        var socket: Int
        var group: Int
        /// Since when no transfer runs on it, in monotonic microseconds.
        var idleSince: UInt64?
    }

    /// Where sockets of each listen address are bound; `nil` where they stay as they are.
    let ports: [TransferPort?]
    private let interval: UInt64
    private let linger: UInt64
    private(set) var retired: [Retired] = []
    /// Numbers of closed sockets.
    private var free: [Int] = []
    private var exchangeAt: UInt64
    private var turn = 0
    /// When there may be something to do, in monotonic microseconds.
    private(set) var nextLook: UInt64

    init(_ ports: [TransferPort?], _ settings: TFTPServerSettings, now: UInt64) {
        self.ports = ports
        interval = UInt64(max(1, settings.portIntervalMilliseconds)) * 1_000
        linger = UInt64(max(0, settings.latePacketMilliseconds)) * 1_000
        // Workers do not take turns: their exchanges fall where they fall.
        exchangeAt = ports.contains { $0 != nil } ? now + UInt64.random(in: 1...interval) : .max
        nextLook = exchangeAt
    }

    /// The sockets that go now, one of each listen address that has room for another old one; none before the time has come.
    ///
    /// - Parameters:
    ///   - current: The sockets of each listen address that take new transfers.
    ///   - now: The time.
    /// - Returns: Their numbers, and the listen addresses they are of.
    mutating func due(_ current: [[Int]], now: UInt64) -> [(socket: Int, group: Int)] {
        guard now >= exchangeAt else { return [] }
        exchangeAt = now + interval
        defer { turn += 1 }
        return ports.indices.compactMap { group in
            guard ports[group] != nil, retired.count(where: { $0.group == group }) < Self.mostRetired,
                !current[group].isEmpty
            else { return nil }
            return (current[group][turn % current[group].count], group)
        }
    }

    /// A number for a new socket; `nil` when it needs one of its own.
    mutating func reusedNumber() -> Int? { free.popLast() }

    /// Such a number was not needed.
    mutating func giveBack(_ number: Int) { free.append(number) }

    /// Nothing is exchanged or closed any more.
    mutating func stop() { nextLook = .max }

    /// A socket takes no new transfers any more.
    mutating func retire(_ socket: Int, group: Int) { retired.append(Retired(socket: socket, group: group)) }

    /// The old sockets that can be closed: no transfer has run on them for a while.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - transfers: How many run on each socket, by its number; on those that follow, none.
    /// - Returns: Their numbers, which may be used again.
    mutating func closable(now: UInt64, transfers: ContiguousArray<Int>) -> [Int] {
        for index in retired.indices {
            let socket = retired[index].socket
            if socket < transfers.count && transfers[socket] > 0 {
                retired[index].idleSince = nil
            } else if retired[index].idleSince == nil {
                retired[index].idleSince = now
            }
        }
        let done = retired.filter { $0.idleSince.map { now >= $0 + linger } ?? false }.map(\.socket)
        retired.removeAll { done.contains($0.socket) }
        free += done
        return done
    }

    /// Sets the time of the next look.
    mutating func looked(now: UInt64) {
        nextLook = retired.isEmpty ? exchangeAt : min(exchangeAt, now + min(Self.lookInterval, max(linger, 1_000)))
    }
}
