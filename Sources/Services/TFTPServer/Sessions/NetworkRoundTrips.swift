internal import Platform
internal import TFTP

/// What round trips to clients' networks take, learnt from the transfers before: the next client there need not wait a
/// second for a first packet that was lost (sharing between connections as in RFC 9040 section 8).
///
/// Only clients that have acknowledged something teach it, so a forged address does not. The table has a fixed size; two
/// networks that meet in one place take turns.
struct NetworkRoundTrips {
    private static let places = 1_024

    private struct Place {
        var network: Address
        var timer: RoundTripTimer
    }

    private var table = ContiguousArray<Place?>(repeating: nil, count: NetworkRoundTrips.places)

    /// Takes the first round trip of a transfer, in microseconds.
    mutating func measured(_ microseconds: UInt64, to peer: Endpoint) {
        let network = peer.prefix
        let place = Self.place(of: network)
        if table[place]?.network != network { table[place] = Place(network: network, timer: RoundTripTimer()) }
        table[place]?.timer.measured(microseconds)
    }

    /// After how many microseconds a client's first packet must be missing; `nil` when its network is not known.
    func interval(for peer: Endpoint) -> UInt64? {
        let network = peer.prefix
        guard let place = table[Self.place(of: network)], place.network == network else { return nil }
        return place.timer.interval(RetransmissionPolicy())
    }

    private static func place(of network: Address) -> Int {
        // The upper bits, for every bit of the network reaches them.
        let mixed = (network.low >> 8 ^ network.high) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 48) & (places - 1)
    }
}
