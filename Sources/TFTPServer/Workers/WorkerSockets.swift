/// One worker's sockets.
///
/// Not `Sendable` inside, but handed over whole: made by one thread, used by one other.
final class WorkerSockets: @unchecked Sendable {
    /// One listen address: where requests come in and where transfers run.
    struct Group {
        var listener: Int
        var transfers: [Int]
    }

    /// Ends the worker's wait; may be used by any thread.
    let wakeUp: WakeUp
    /// Watches all of it; a socket's tag is its number.
    let poller: Poller
    private(set) var sockets: [DatagramSocket] = []
    private(set) var groups: [Group] = []

    /// No sockets yet.
    init() throws(SystemFailure) {
        wakeUp = try WakeUp()
        poller = try Poller()
        try poller.add(wakeUp.descriptor, tag: Poller.wakeUp)
    }

    /// Adds a listen address.
    ///
    /// - Parameters:
    ///   - listener: The socket for requests.
    ///   - transfers: The sockets for transfers; empty when they run on the listener.
    /// - Throws: What the system said.
    func add(listener: DatagramSocket, transfers: [DatagramSocket]) throws(SystemFailure) {
        let place = sockets.count
        sockets.append(listener)
        sockets.append(contentsOf: transfers)
        for number in place..<sockets.count { try poller.add(sockets[number].descriptor, tag: UInt64(number)) }
        let own = transfers.isEmpty ? [place] : Array(place + 1..<sockets.count)
        groups.append(Group(listener: place, transfers: own))
    }
}
