internal import Platform
internal import TFTP

/// What round trips to clients' networks take, learnt from the transfers before: the next client there need not wait a
/// second for a first packet that was lost, and gets no window while packets queue up on the way (sharing between connections
/// as in RFC 9040 section 8).
///
/// Only clients that have acknowledged something teach it, so a forged address does not. The table has a fixed size; two
/// networks that meet in one place take turns.
struct NetworkRoundTrips {
    private static let places = 1_024

    /// How much longer than the shortest a round trip may take, in microseconds, before the difference is a queue: LEDBAT's
    /// target (RFC 6817 section 2.4.2).
    private static let longestQueue: UInt64 = 100_000
    /// How long a round trip tells of the queue, in microseconds: phones that boot together follow each other faster. Our own
    /// choice.
    private static let queueRemembered: UInt64 = 2_000_000
    /// How long the shortest round trip counts, in microseconds: then the path may be another (RFC 6817 section 3.4.2).
    private static let shortestRemembered: UInt64 = 60_000_000

    private struct Place {
        var network: Address
        var timer = RoundTripTimer()
        /// The shortest round trip of a while, and when it was, in microseconds.
        var shortest: UInt64 = .max
        var shortestAt: UInt64 = 0
        /// Until when packets are taken to queue up.
        var crowdedUntil: UInt64 = 0
    }

    private var table = ContiguousArray<Place?>(repeating: nil, count: NetworkRoundTrips.places)

    /// Takes the first round trip of a transfer, in microseconds.
    mutating func measured(_ microseconds: UInt64, to peer: Endpoint, now: UInt64) {
        let network = peer.prefix
        let index = network.place(of: Self.places)
        var place = table[index].flatMap { $0.network == network ? $0 : nil } ?? Place(network: network)
        place.timer.measured(microseconds)
        if microseconds <= place.shortest || now >= place.shortestAt + Self.shortestRemembered {
            place.shortest = microseconds
            place.shortestAt = now
        }
        if microseconds >= place.shortest + Self.longestQueue { place.crowdedUntil = now + Self.queueRemembered }
        table[index] = place
    }

    /// Whether packets to a client queue up on the way: then a window would bring nothing but a longer queue, and what finds no
    /// room there is lost.
    func isCrowded(_ peer: Endpoint, now: UInt64) -> Bool {
        known(peer).map { now < $0.crowdedUntil } ?? false
    }

    /// After how many microseconds a client's first packet must be missing; `nil` when its network is not known.
    func interval(for peer: Endpoint) -> UInt64? {
        known(peer)?.timer.interval(RetransmissionPolicy())
    }

    private func known(_ peer: Endpoint) -> Place? {
        let network = peer.prefix
        return table[network.place(of: Self.places)].flatMap { $0.network == network ? $0 : nil }
    }
}
