/// The pace of each address, and the transfers that wait for it; one worker's.
///
/// The table has a fixed size, so that forged addresses cannot make it grow. Of four that meet in one place, the one that
/// was idle longest is forgotten first, and none for which somebody waits; an address for which there is no place is not
/// paced. So addresses that meet forgive each other; none is blamed for another.
struct AddressPaces {
    /// How often it is looked for packets that have become due, in microseconds. Our own choice: some packets at a time.
    static let interval: UInt64 = 50_000
    private static let sets = 1_024
    private static let ways = 4
    private static let nowhere: Int32 = -1

    private struct Place {
        var address: Address
        var pace: AddressPace
        var held = SlotQueue()
        /// Whether it is among those that are looked at.
        var isWatched = false
    }

    private let bound: AddressPace.Bound
    private var places: ContiguousArray<Place>
    private var links = SlotLinks()
    /// In which place each slot waits.
    private var placeOfSlot: ContiguousArray<Int32> = []
    private var watched: ContiguousArray<Int32> = []
    private var lookedAt: UInt64
    /// Secret, so that nobody can choose addresses that meet.
    private let seed = UInt64.random(in: 0...(.max))

    /// Addresses of which nothing is known.
    init(_ bound: AddressPace.Bound, now: UInt64) {
        self.bound = bound
        lookedAt = now
        let nobody = Place(address: Address(high: 0, low: 0, family: 0), pace: AddressPace(bound, now: 0))
        places = ContiguousArray(repeating: nobody, count: Self.sets * Self.ways)
    }

    /// What a packet is for.
    enum Use {
        /// The first answer to a request, or the answer to the same request sent again.
        case answer
        /// A packet that was sent before and not acknowledged.
        case resend
    }

    /// Whether a packet may go to an address at `now`, in monotonic microseconds; then it is counted.
    mutating func take(_ use: Use, for address: Address, now: UInt64) -> Bool {
        guard let place = find(address) ?? take(address, now: now) else { return true }
        return places[place].pace.take(keeping: use == .answer ? 0 : bound.reserve, bound, now: now)
    }

    /// A transfer to an address was acknowledged for the first time.
    mutating func earn(_ address: Address, now: UInt64) {
        if let place = find(address) { places[place].pace.earn(bound, now: now) }
    }

    // MARK: Those that wait

    /// Has a slot wait for a packet to its address, which has just been refused one.
    mutating func hold(_ slot: Int, for address: Address) {
        guard let place = find(address) else { return }
        while placeOfSlot.count <= slot { placeOfSlot.append(Self.nowhere) }
        placeOfSlot[slot] = Int32(truncatingIfNeeded: place)
        links.append(slot, to: &places[place].held)
        guard !places[place].isWatched else { return }
        places[place].isWatched = true
        watched.append(Int32(truncatingIfNeeded: place))
    }

    /// Has a slot wait no longer, if it does.
    mutating func forget(_ slot: Int) {
        guard slot < placeOfSlot.count, placeOfSlot[slot] != Self.nowhere else { return }
        links.remove(slot, from: &places[Int(placeOfSlot[slot])].held)
        placeOfSlot[slot] = Self.nowhere
    }

    /// The slot that has waited longest for a packet to this address, if there is one and the packet may go; it waits no
    /// longer.
    mutating func release(_ address: Address, now: UInt64) -> Int? {
        find(address).flatMap { release(place: $0, now: now) }
    }

    /// When to look again for packets that have become due, in monotonic microseconds; `nil` when nobody waits.
    var nextLook: UInt64? { watched.isEmpty ? nil : lookedAt + Self.interval }

    /// The slots that waited for packets that have become due; they wait no longer.
    mutating func releaseDue(now: UInt64) -> [Int] {
        guard let nextLook, now >= nextLook else { return [] }
        lookedAt = now
        var released: [Int] = []
        for index in watched.indices.reversed() {
            let place = Int(watched[index])
            while let slot = release(place: place, now: now) { released.append(slot) }
            guard places[place].held.count == 0 else { continue }
            places[place].isWatched = false
            watched.swapAt(index, watched.count - 1)
            watched.removeLast()
        }
        return released
    }

    private mutating func release(place: Int, now: UInt64) -> Int? {
        guard let slot = places[place].held.oldest, places[place].pace.take(bound, now: now) else { return nil }
        forget(slot)
        return slot
    }

    // MARK: The table

    private func set(of address: Address) -> Range<Int> {
        let mixed = (address.low ^ seed).multipliedFullWidth(by: (address.high ^ seed) | 1)
        let folded = (mixed.high ^ mixed.low) &* 0x9E37_79B9_7F4A_7C15
        let start = (Int(truncatingIfNeeded: folded >> 32) & (Self.sets - 1)) * Self.ways
        return start..<start + Self.ways
    }

    private func find(_ address: Address) -> Int? { set(of: address).first { places[$0].address == address } }

    /// Gives an address a place, if there is one.
    private mutating func take(_ address: Address, now: UInt64) -> Int? {
        var idlest: Int?
        for place in set(of: address) where places[place].held.count == 0 && !places[place].isWatched {
            if let former = idlest, places[former].pace.usedAt <= places[place].pace.usedAt { continue }
            idlest = place
        }
        if let idlest { places[idlest] = Place(address: address, pace: AddressPace(bound, now: now)) }
        return idlest
    }
}
