/// One worker's sockets.
///
/// Not `Sendable` inside, but handed over whole: made by one thread, used by one other.
final class WorkerSockets: @unchecked Sendable {
    /// One listen address: where requests come in and where transfers run.
    struct Group {
        var listener: Int
        var transfers: [Int]
        /// Workers without a listener of their own, who get a share of the requests.
        var fed: [(mailbox: Mailbox, socket: Int)] = []
    }

    /// Ends the worker's wait; may be used by any thread.
    let wakeUp: WakeUp
    /// Where other workers leave requests; may be used by any thread.
    let mailbox: Mailbox
    /// Watches all of it; a socket's tag is its number.
    let poller: Poller
    /// The buffers for what comes in on any of them.
    let receiver: DatagramReceiver
    private(set) var sockets: [DatagramSocket] = []
    private(set) var groups: [Group] = []

    /// No sockets yet.
    init() throws(SystemFailure) {
        wakeUp = try WakeUp()
        mailbox = Mailbox(wakeUp)
        poller = try Poller()
        receiver = try DatagramReceiver()
        try poller.add(wakeUp.descriptor, tag: Poller.wakeUp)
    }

    /// Adds a listen address.
    ///
    /// - Parameters:
    ///   - listener: The socket for requests; `nil` when another worker hands them over.
    ///   - transfers: The sockets for transfers; empty when they run on the listener.
    /// - Returns: The number of the socket that stands for the listener.
    /// - Throws: What the system said.
    @discardableResult
    func add(listener: DatagramSocket?, transfers: [DatagramSocket]) throws(SystemFailure) -> Int {
        let place = sockets.count
        if let listener { sockets.append(listener) }
        let first = sockets.count
        sockets.append(contentsOf: transfers)
        for number in place..<sockets.count { try poller.add(sockets[number].descriptor, tag: UInt64(number)) }
        groups.append(Group(listener: place, transfers: transfers.isEmpty ? [place] : Array(first..<sockets.count)))
        return place
    }

    /// Shares the requests of the group added last with another worker.
    ///
    /// - Parameters:
    ///   - other: The other worker.
    ///   - socket: What stands for the listener there.
    func feed(_ other: WorkerSockets, socket: Int) {
        groups[groups.count - 1].fed.append((other.mailbox, socket))
    }
}
