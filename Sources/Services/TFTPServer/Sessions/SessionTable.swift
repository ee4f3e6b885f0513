internal import Platform
internal import Serving

/// A worker's open transfers: slots that are reused, found by the client's address and port.
///
/// One client port has one transfer, and beside it one more that has not been acknowledged: a late request does not end what
/// runs (``Session/former``).
struct SessionTable {
    /// A closed slot keeps what its transfer was, but for the content: to empty it would be to copy a session.
    private var slots: ContiguousArray<Session> = []
    private let nothing = PinnedContent(FileContent(slices: []))
    private var free: ContiguousArray<Int> = []
    private var index = PeerIndex()

    /// The number of open transfers.
    private(set) var count = 0
    /// The same of each socket, by its number.
    private(set) var counts: ContiguousArray<Int> = []

    /// A table that does not move until it holds more than `capacity` transfers.
    init(capacity: Int) { slots.reserveCapacity(capacity) }

    /// The slot of a client's transfer, or `nil`.
    func find(_ peer: Endpoint) -> Int? {
        index.find(peer) { slot in slots[slot].route.peer }
    }

    /// The slot of a client's transfer on this socket, or `nil`.
    func find(_ peer: Endpoint, on socket: Int) -> Int? {
        guard let slot = find(peer) else { return nil }
        if slots[slot].route.socket == socket { return slot }
        guard let former = slots[slot].former, slots[former].route.socket == socket else { return nil }
        return former
    }

    /// The same as ``find(_:)``, of a client whose transfer is in this slot, most likely.
    func find(_ peer: Endpoint, guess slot: Int?) -> Int? {
        guard let slot, slots[slot].isOpen, slots[slot].route.peer.matches(peer) else { return find(peer) }
        return slot
    }

    // What a transfer's packet needs lies in many places, each of which tells where the next is. Those of a whole batch are
    // fetched side by side, one step after the other.

    /// Has the memory fetched that tells which slot a client's transfer is in.
    func expectPlace(of peer: Endpoint) { index.expect(peer) }

    /// Has a client's transfer fetched, most likely.
    ///
    /// - Returns: Its slot, if so.
    func expectSession(of peer: Endpoint) -> Int? {
        guard let slot = index.guess(peer) else { return nil }
        unsafe slots.withUnsafeBufferPointer { slots in
            guard let start = slots.baseAddress else { return }
            unsafe prefetch(start + slot, count: Session.hotBytes)
        }
        return slot
    }

    /// Calls `body` with what the transfer in an open slot sends. No reference is counted, as every packet would: the slot
    /// holds it meanwhile.
    func withContent<Result>(in slot: Int, _ body: (PinnedContent) -> Result) -> Result {
        precondition(slots[slot].isOpen)
        return unsafe content(in: slot)._withUnsafeGuaranteedRef(body)
    }

    /// Has the content fetched of what is in a slot.
    func expectContent(in slot: Int) {
        unsafe prefetch(content(in: slot).toOpaque(), count: PinnedContent.hotBytes)
    }

    /// Has the octets fetched that are next filled into the content of what is in a slot.
    func expectOctets(in slot: Int) {
        unsafe content(in: slot)._withUnsafeGuaranteedRef { $0.expectOctets() }
    }

    /// The reference itself, not counted: the slot holds it.
    private func content(in slot: Int) -> Unmanaged<PinnedContent> {
        unsafe slots.withUnsafeBufferPointer { unsafe Unmanaged.passUnretained($0[slot].content) }
    }

    /// Puts a transfer into a slot of its own. Its client may have one already, which becomes its ``Session/former``.
    mutating func insert(_ session: consuming Session) -> Int {
        let peer = session.route.peer
        session.former = find(peer)
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            slots[slot] = session
        } else {
            slot = slots.count
            slots.append(session)
        }
        if slots[slot].former != nil {
            index.replace(peer, slot: slot) { other in slots[other].route.peer }
        } else {
            index.insert(peer, slot: slot) { other in slots[other].route.peer }
        }
        count += 1
        let socket = slots[slot].route.socket
        while counts.count <= socket { counts.append(0) }
        counts[socket] += 1
        return slot
    }

    /// Takes a transfer out of its slot, which must be open.
    ///
    /// - Returns: What it sent; packets that wait to go out may point into it.
    mutating func close(_ slot: Int) -> PinnedContent {
        precondition(slots[slot].isOpen)
        let peer = slots[slot].route.peer
        if let newest = find(peer), newest != slot {
            slots[newest].former = nil
        } else if let former = slots[slot].former {
            index.replace(peer, slot: former) { other in slots[other].route.peer }
            slots[slot].former = nil
        } else {
            index.remove(peer) { other in slots[other].route.peer }
        }
        var content = nothing
        swap(&slots[slot].content, &content)
        slots[slot].isOpen = false
        free.append(slot)
        count -= 1
        counts[slots[slot].route.socket] -= 1
        return content
    }

    /// The transfer in an open slot, in place.
    subscript(slot: Int) -> Session {
        _read { yield slots[slot] }
        _modify { yield &slots[slot] }
    }

    /// The open slots.
    var occupied: [Int] { slots.indices.filter { slots[$0].isOpen } }
}
