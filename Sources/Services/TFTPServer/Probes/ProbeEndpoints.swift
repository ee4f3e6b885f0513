internal import NIOConcurrencyHelpers
internal import Platform
internal import Synchronization

/// The sockets from which the server asks itself: an address of this host with a port that the kernel has given to nobody
/// else, so that no other client can be taken for one.
final class ProbeEndpoints: Sendable {
    private struct Key: Hashable {
        var address: Address
        var port: UInt16

        init(_ endpoint: Endpoint) {
            address = endpoint.address
            port = endpoint.port
        }
    }

    private let count = Atomic<Int>(0)
    private let keys = NIOLockedValueBox<Set<Key>>([])

    /// Whether a request comes from one of them; on the packet path, where there is hardly ever one.
    func contains(_ endpoint: Endpoint) -> Bool {
        guard count.load(ordering: .acquiring) > 0 else { return false }
        return keys.withLockedValue { $0.contains(Key(endpoint)) }
    }

    /// The most that are known at once: each takes a thread and a descriptor, for half a minute when nobody answers. Our own
    /// bound.
    private static let most = 16

    /// Whether there are as many as may be.
    var isFull: Bool { count.load(ordering: .acquiring) >= Self.most }

    /// Takes note of a socket before it sends anything.
    func insert(_ endpoint: Endpoint) {
        keys.withLockedValue { keys in
            keys.insert(Key(endpoint))
            count.store(keys.count, ordering: .releasing)
        }
    }

    /// Forgets a socket, before its port can be anybody else's.
    func remove(_ endpoint: Endpoint) {
        keys.withLockedValue { keys in
            keys.remove(Key(endpoint))
            count.store(keys.count, ordering: .releasing)
        }
    }
}
