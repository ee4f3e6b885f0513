/// The request rate of each address, in a table of fixed size.
///
/// Addresses that fall on the same place push each other out, which forgives them; it never blames one for another.
struct RequestRates {
    private static let places = 4_096

    private struct Place {
        var address: Address
        var bucket: TokenBucket
    }

    private let perSecond: Int
    private var table = ContiguousArray<Place?>(repeating: nil, count: RequestRates.places)

    /// At most `perSecond` requests a second from one address.
    init(perSecond: Int) { self.perSecond = perSecond }

    /// Whether a client may ask again at `now`, in monotonic microseconds.
    mutating func admit(_ peer: Endpoint, now: UInt64) -> Bool {
        let address = peer.address
        let index = address.hashValue & (Self.places - 1)
        if table[index]?.address != address {
            table[index] = Place(address: address, bucket: TokenBucket(perSecond: perSecond, now: now))
        }
        return table[index]?.bucket.take(now: now) ?? true
    }
}
