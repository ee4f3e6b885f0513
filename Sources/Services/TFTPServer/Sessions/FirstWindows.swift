internal import Platform

/// How many transfers of a network may have their first window on the way at once: a slow start that they share (RFC 9040
/// section 8), for a branch's phones boot together, and each alone knows nothing of the others.
///
/// What a window has brought is known when it comes back. So a network begins with few; each that comes back whole while
/// another was refused allows one more. What is forged can make a network's windows few again, and blocks then go in
/// lock-step.
struct FirstWindows {
    private static let places = 1_024
    /// How many at first: with windows of eight full blocks 48 kB, half a second at 1 Mbit/s. Our own choice.
    private static let fewest: UInt16 = 4

    private struct Place {
        var network: Address
        var allowed = FirstWindows.fewest
        var underWay: UInt16 = 0
        /// Whether one was refused since the last came back.
        var isShort = false
    }

    private var table = ContiguousArray<Place?>(repeating: nil, count: FirstWindows.places)

    /// Whether one more transfer to a client's network may have a window; then it is counted.
    ///
    /// - Parameter isCrowded: Whether packets queue up on the way there: then none may, and a network begins anew.
    mutating func take(_ peer: Endpoint, isCrowded: Bool) -> Bool {
        let network = peer.prefix
        let index = network.place(of: Self.places)
        var place = table[index].flatMap { $0.network == network ? $0 : nil } ?? Place(network: network)
        defer { table[index] = place }
        if isCrowded { place.allowed = Self.fewest }
        guard !isCrowded, place.underWay < place.allowed else {
            place.isShort = true
            return false
        }
        place.underWay += 1
        return true
    }

    /// A transfer that was counted has its first window behind it.
    ///
    /// - Parameter isWhole: Whether that came back whole, without anything having been sent again.
    mutating func release(_ peer: Endpoint, isWhole: Bool) {
        let network = peer.prefix
        let index = network.place(of: Self.places)
        guard var place = table[index], place.network == network, place.underWay > 0 else { return }
        place.underWay -= 1
        if isWhole, place.isShort, place.allowed < .max { place.allowed += 1 }
        if isWhole { place.isShort = false }
        table[index] = place
    }
}
