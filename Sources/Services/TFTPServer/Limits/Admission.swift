internal import Platform

/// Which transfers one worker lets begin, and which may send, until their clients have acknowledged something.
///
/// Nobody is locked out: at a limit the oldest transfer makes way for the newest, and one whose address has had its packets
/// waits, until the next is due or somebody at the address acknowledges something. No socket and no clock in here, so that
/// floods can be played against it.
struct Admission {
    typealias Key = UnacknowledgedTransfers.Key

    private var transfers: UnacknowledgedTransfers
    private var paces: AddressPaces

    /// Nothing admitted yet.
    init(_ settings: TFTPServerSettings, now: UInt64) {
        transfers = UnacknowledgedTransfers(UnacknowledgedTransfers.Limits(settings))
        let bound = AddressPace.Bound(packets: settings.maximumUnacknowledgedPackets, workers: settings.workers)
        paces = AddressPaces(bound, now: now)
    }

    /// How many transfers have acknowledged nothing.
    var unacknowledged: Int { transfers.count }

    /// The slot of the oldest of them.
    var oldest: Int? { transfers.oldest }

    /// Whether there is room for one more.
    func room(for key: Key) -> UnacknowledgedTransfers.Room { transfers.room(for: key) }

    /// A transfer has a slot.
    ///
    /// - Returns: Whether it may be answered at once; else it waits.
    mutating func opened(_ slot: Int, _ key: Key, now: UInt64) -> Bool {
        transfers.add(slot, key)
        guard !paces.take(.answer, for: key.peer.address, now: now) else { return true }
        paces.hold(slot, for: key.peer.address)
        return false
    }

    /// Whether a transfer that has acknowledged nothing may be sent another packet; then it is counted.
    mutating func maySend(_ use: AddressPaces.Use, to peer: Endpoint, now: UInt64) -> Bool {
        paces.take(use, for: peer.address, now: now)
    }

    /// A transfer was acknowledged for the first time.
    mutating func heard(_ slot: Int, _ key: Key, now: UInt64) {
        transfers.remove(slot, key)
        paces.earn(key.peer.address, now: now)
    }

    /// A transfer that has acknowledged nothing has ended.
    mutating func closed(_ slot: Int, _ key: Key) {
        paces.forget(slot)
        transfers.remove(slot, key)
    }

    /// The next that waited for its answer and may have it, at a client's address.
    mutating func release(at peer: Endpoint, now: UInt64) -> Int? { paces.release(peer.address, now: now) }

    /// When to ask for ``releaseDue(now:)``, in monotonic microseconds; `nil` when nobody waits.
    var nextLook: UInt64? { paces.nextLook }

    /// Those that waited for their answer and may have it.
    mutating func releaseDue(now: UInt64) -> [Int] { paces.releaseDue(now: now) }
}
