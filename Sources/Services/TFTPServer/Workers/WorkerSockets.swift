internal import Platform

/// One worker's sockets.
///
/// Not `Sendable` inside, but handed over whole: made by one thread, used by one other.
final class WorkerSockets: @unchecked Sendable {
    /// One listen address: where requests come in and where transfers run.
    struct Group {
        var listener: Int
        var transfers: [Int]
        /// Where further sockets for transfers are bound; `nil` when these are all there will be.
        var port: TransferPort?
        /// Workers without a listener of their own, who get a share of the requests, and their number for this address.
        var fed: [(mailbox: Mailbox, group: Int)] = []
    }

    /// What the poller reports when the wake-up came.
    static let wakeUpTag = UInt64.max

    /// Ends the worker's wait; may be used by any thread.
    let wakeUp: WakeUp
    /// Where other workers leave requests; may be used by any thread.
    let mailbox: Mailbox
    /// Watches all of it; a socket's tag is its number.
    let poller: Poller
    /// The buffers for what comes in on any of them.
    let receiver: DatagramReceiver
    private(set) var sockets: [WorkerSocket] = []
    private(set) var groups: [Group] = []

    /// No sockets yet.
    init() throws(SystemFailure) {
        wakeUp = try WakeUp()
        mailbox = Mailbox(wakeUp)
        poller = try Poller()
        receiver = try DatagramReceiver()
        try poller.add(wakeUp.descriptor, tag: Self.wakeUpTag)
    }

    /// Adds a listen address.
    ///
    /// - Parameters:
    ///   - listener: The socket for requests; `nil` when another worker hands them over.
    ///   - transfers: The sockets for transfers; empty when they run on the listener.
    ///   - port: Where further ones are bound, if there are to be any.
    /// - Returns: The listen address's number here.
    /// - Throws: What the system said.
    @discardableResult
    func add(
        listener: WorkerSocket?,
        transfers: [WorkerSocket],
        port: TransferPort? = nil
    ) throws(SystemFailure) -> Int {
        let place = sockets.count
        if let listener { sockets.append(listener) }
        let first = sockets.count
        sockets.append(contentsOf: transfers)
        for number in place..<sockets.count { try poller.add(sockets[number].descriptor, tag: UInt64(number)) }
        let numbers = transfers.isEmpty ? [place] : Array(first..<sockets.count)
        groups.append(Group(listener: place, transfers: numbers, port: port))
        return groups.count - 1
    }

    /// Shares the requests of the group added last with another worker.
    ///
    /// - Parameters:
    ///   - other: The other worker.
    ///   - group: The same listen address's number there.
    func feed(_ other: WorkerSockets, group: Int) {
        groups[groups.count - 1].fed.append((other.mailbox, group))
    }
}
