internal import Platform

/// The transfers that ended a short while ago: what still comes from their clients is no fault and is not answered.
///
/// The table has a fixed size; two that meet in one place push each other out, and then a late packet is answered as a
/// stray one is.
struct EndedTransfers {
    private static let places = 4_096

    private struct Place {
        var key: UInt64 = 0
        var until: UInt64 = 0
    }

    private var table = ContiguousArray<Place>(repeating: Place(), count: EndedTransfers.places)
    /// Secret, so that nobody can choose ports that collide.
    private let seed = UInt64.random(in: 0...(.max))
    private let interval: UInt64

    /// Remembers each for so many microseconds.
    init(for interval: UInt64) { self.interval = interval }

    /// A client's transfer on a socket has ended.
    mutating func insert(_ peer: Endpoint, socket: Int, now: UInt64) {
        let key = key(peer, socket)
        table[Self.place(of: key)] = Place(key: key, until: now + interval)
    }

    /// Whether a client had a transfer on a socket until a short while ago.
    func contain(_ peer: Endpoint, socket: Int, now: UInt64) -> Bool {
        let key = key(peer, socket)
        let place = table[Self.place(of: key)]
        return place.key == key && now < place.until
    }

    private func key(_ peer: Endpoint, _ socket: Int) -> UInt64 {
        let port = UInt64(peer.port) | UInt64(UInt32(truncatingIfNeeded: socket)) << 16
        let first = (peer.low ^ seed).multipliedFullWidth(by: (port ^ seed << 7) | 1)
        let second = (peer.high ^ first.low ^ UInt64(peer.scope)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return first.high ^ second.high ^ second.low
    }

    private static func place(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 40) & (places - 1) }
}
