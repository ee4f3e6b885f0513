internal import NIOConcurrencyHelpers

/// Counts the transfers that have acknowledged nothing yet: their clients' addresses may be forged, so each network and
/// each address may have only so many of them. Shared by all workers.
final class UnacknowledgedLimits: Sendable {
    private struct Name: Hashable {
        var address: Address
        var digest: UInt64
    }

    private struct Counts {
        var prefixes: [Address: Int] = [:]
        var names: [Name: Int] = [:]
    }

    private let perPrefix: Int
    private let perName: Int
    private let counts = NIOLockedValueBox(Counts())

    /// Limits.
    ///
    /// - Parameters:
    ///   - perPrefix: Transfers to one /24 or /64.
    ///   - perName: Transfers of one name to one address.
    init(perPrefix: Int, perName: Int) {
        self.perPrefix = perPrefix
        self.perName = perName
    }

    /// Counts one more; `false`, and nothing counted, when that were too many.
    func admit(_ peer: Endpoint, name digest: UInt64) -> Bool {
        counts.withLockedValue { counts in
            let prefix = peer.prefix
            let name = Name(address: peer.address, digest: digest)
            guard counts.prefixes[prefix, default: 0] < perPrefix, counts.names[name, default: 0] < perName else {
                return false
            }
            counts.prefixes[prefix, default: 0] += 1
            counts.names[name, default: 0] += 1
            return true
        }
    }

    /// Counts one less: it was acknowledged, or it has ended.
    func release(_ peer: Endpoint, name digest: UInt64) {
        counts.withLockedValue { counts in
            Self.decrease(&counts.prefixes, peer.prefix)
            Self.decrease(&counts.names, Name(address: peer.address, digest: digest))
        }
    }

    /// Everything counted, for tests and checks.
    var total: Int { counts.withLockedValue { $0.prefixes.values.reduce(0, +) } }

    private static func decrease<Key: Hashable>(_ counts: inout [Key: Int], _ key: Key) {
        guard let count = counts[key] else { return }
        counts[key] = count > 1 ? count - 1 : nil
    }
}
