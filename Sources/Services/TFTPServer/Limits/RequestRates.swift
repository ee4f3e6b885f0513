internal import NIOConcurrencyHelpers
internal import Platform

/// The request rate of each address, in a table of fixed size. Shared by all workers: the kernel shares out an address's
/// requests among them by its ports.
///
/// Addresses that fall on the same place push each other out, which forgives them; it never blames one for another.
final class RequestRates: Sendable {
    /// Parts with a lock of their own, so that workers seldom wait for each other.
    private static let shards = 16
    /// In each shard.
    private static let places = 256

    private struct Place {
        var address: Address
        var bucket: TokenBucket
    }

    private let perSecond: Int
    private let table: [NIOLockedValueBox<ContiguousArray<Place?>>]

    /// At most `perSecond` requests a second from one address.
    init(perSecond: Int) {
        self.perSecond = perSecond
        table = (0..<Self.shards).map { _ in
            NIOLockedValueBox(ContiguousArray(repeating: nil, count: Self.places))
        }
    }

    /// Whether a client may ask again at `now`, in monotonic microseconds.
    func admit(_ peer: Endpoint, now: UInt64) -> Bool {
        let address = peer.source
        let place = UInt(bitPattern: address.hashValue) % UInt(Self.shards * Self.places)
        let index = Int(place) / Self.shards
        return table[Int(place) % Self.shards].withLockedValue { places in
            if places[index]?.address != address {
                places[index] = Place(address: address, bucket: TokenBucket(perSecond: perSecond, now: now))
            }
            return places[index]?.bucket.take(now: now) ?? true
        }
    }
}
