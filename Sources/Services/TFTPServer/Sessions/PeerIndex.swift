internal import Platform

/// An open-addressing hash table from a client's address and port to a slot number; the keys stay in the slots.
struct PeerIndex {
    private static let empty: Int32 = -1
    private static let smallest = 64

    private var places: ContiguousArray<Int32>
    private var count = 0
    /// Secret, so that nobody can choose ports that collide.
    private let seed = UInt64.random(in: 0...(.max))

    init() { places = ContiguousArray(repeating: Self.empty, count: Self.smallest) }

    func find(_ peer: Endpoint, peerOf: (Int) -> Endpoint) -> Int? {
        place(of: peer, peerOf: peerOf).map { Int(places[$0]) }
    }

    /// Has the memory fetched that tells of a client.
    func expect(_ peer: Endpoint) {
        let home = home(peer)
        unsafe places.withUnsafeBufferPointer { places in
            guard let start = places.baseAddress else { return }
            unsafe prefetch(start + home, count: MemoryLayout<Int32>.stride)
        }
    }

    /// The slot that stands where a client's belongs: nearly always its own, if it has one. No slot is looked at.
    func guess(_ peer: Endpoint) -> Int? {
        let slot = places[home(peer)]
        return slot == Self.empty ? nil : Int(slot)
    }

    mutating func insert(_ peer: Endpoint, slot: Int, peerOf: (Int) -> Endpoint) {
        if (count + 1) * 2 > places.count { grow(peerOf: peerOf) }
        put(peer, slot: Int32(truncatingIfNeeded: slot))
        count += 1
    }

    /// Lets a client that has a slot have another one.
    mutating func replace(_ peer: Endpoint, slot: Int, peerOf: (Int) -> Endpoint) {
        guard let place = place(of: peer, peerOf: peerOf) else { return }
        places[place] = Int32(truncatingIfNeeded: slot)
    }

    mutating func remove(_ peer: Endpoint, peerOf: (Int) -> Endpoint) {
        guard var hole = place(of: peer, peerOf: peerOf) else { return }
        // Entries after the hole move up unless that would put them before their own place.
        var next = (hole + 1) & mask
        while places[next] != Self.empty {
            let home = home(peerOf(Int(places[next])))
            if (next &- home) & mask >= (next &- hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = Self.empty
        count -= 1
    }

    private var mask: Int { places.count - 1 }

    private func home(_ peer: Endpoint) -> Int {
        let port = UInt64(peer.port) | UInt64(peer.scope) << 16
        let mixed = (peer.low ^ seed).multipliedFullWidth(by: (port ^ peer.high ^ seed) | 1)
        let folded = (mixed.high ^ mixed.low) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: folded >> 32) & mask
    }

    private func place(of peer: Endpoint, peerOf: (Int) -> Endpoint) -> Int? {
        var place = home(peer)
        while places[place] != Self.empty {
            if peerOf(Int(places[place])).matches(peer) { return place }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func put(_ peer: Endpoint, slot: Int32) {
        var place = home(peer)
        while places[place] != Self.empty { place = (place + 1) & mask }
        places[place] = slot
    }

    private mutating func grow(peerOf: (Int) -> Endpoint) {
        let former = places
        places = ContiguousArray(repeating: Self.empty, count: former.count * 2)
        for slot in former where slot != Self.empty { put(peerOf(Int(slot)), slot: slot) }
    }
}
