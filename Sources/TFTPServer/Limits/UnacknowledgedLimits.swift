internal import NIOConcurrencyHelpers

/// Counts the transfers that have acknowledged nothing yet: their clients' addresses may be forged, so each network and
/// each address may have only so many of them. Those that hold an open file are fewer, for each may take a descriptor. Shared
/// by all workers.
final class UnacknowledgedLimits: Sendable {
    private struct Name: Hashable {
        var address: Address
        var digest: UInt64
    }

    private struct Counts {
        var prefixes: [Address: Int] = [:]
        var names: [Name: Int] = [:]
        var files: [Address: Int] = [:]
    }

    private let perPrefix: Int
    private let perName: Int
    private let files: Int
    private let counts = NIOLockedValueBox(Counts())

    /// Limits.
    ///
    /// - Parameters:
    ///   - perPrefix: Transfers to one /24 or /64.
    ///   - perName: Transfers of one name to one address.
    ///   - files: Transfers of open files to one address.
    init(perPrefix: Int, perName: Int, files: Int = .max) {
        self.perPrefix = perPrefix
        self.perName = perName
        self.files = files
    }

    /// Counts one more; `false`, and nothing counted, when that were too many.
    func admit(_ peer: Endpoint, name digest: UInt64, isFile: Bool) -> Bool {
        counts.withLockedValue { counts in
            let prefix = peer.prefix
            let name = Name(address: peer.address, digest: digest)
            guard Self.increase(&counts.prefixes, prefix, most: perPrefix) else { return false }
            guard Self.increase(&counts.names, name, most: perName) else {
                Self.decrease(&counts.prefixes, prefix)
                return false
            }
            guard !isFile || Self.increase(&counts.files, peer.address, most: files) else {
                Self.decrease(&counts.prefixes, prefix)
                Self.decrease(&counts.names, name)
                return false
            }
            return true
        }
    }

    /// Counts one less: it was acknowledged, or it has ended.
    func release(_ peer: Endpoint, name digest: UInt64, isFile: Bool) {
        counts.withLockedValue { counts in
            if isFile { Self.decrease(&counts.files, peer.address) }
            Self.decrease(&counts.prefixes, peer.prefix)
            Self.decrease(&counts.names, Name(address: peer.address, digest: digest))
        }
    }

    /// Everything counted, for tests and checks.
    var total: Int { counts.withLockedValue { $0.prefixes.values.reduce(0, +) } }

    /// One more, unless there are `most`; each key is looked up once, for every request passes here.
    private static func increase<Key: Hashable>(_ counts: inout [Key: Int], _ key: Key, most: Int) -> Bool {
        // Else a key would be left behind that nobody takes away.
        guard most > 0 else { return false }
        func admit(_ count: inout Int) -> Bool {
            guard count < most else { return false }
            count += 1
            return true
        }
        return admit(&counts[key, default: 0])
    }

    private static func decrease<Key: Hashable>(_ counts: inout [Key: Int], _ key: Key) {
        guard let place = counts.index(forKey: key) else { return }
        if counts.values[place] > 1 {
            counts.values[place] -= 1
        } else {
            counts.remove(at: place)
        }
    }
}
