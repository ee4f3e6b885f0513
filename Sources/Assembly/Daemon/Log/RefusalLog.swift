internal import Platform
internal import Serving

/// Chooses which refused requests get a line of the log: whoever sends a flood of names must not fill the disk with them.
///
/// Each network has so many lines a minute, and all networks together; the rest are counted. Transfers that were given up
/// without a word from their client count the same: they are what a flood of forged requests leaves behind. Whatever was
/// sent to somebody has a line always.
struct RefusalLog {
    /// Lines of one /24 or /64 in a minute. Our own choice: the misses of some ten phones that boot.
    static let perNetwork = 64
    /// Lines of all networks in a minute. Our own choice: a hundred a second.
    static let ofAll = 6_000
    /// Networks that are told apart in a minute; the rest are counted together. Our own bound.
    static let networks = 4_096
    /// Networks that are named in a summary. Our own choice.
    static let named = 16
    /// How long lines are counted together, in seconds.
    static let window = 60

    /// What was left out, of one network or, without one, of all that are not named.
    struct Summary: Hashable {
        var network: String?
        var count: Int
    }

    private struct Network: Hashable {
        var high: UInt64
        var low: UInt64
        var scope: UInt32
        var isIPv6: Bool

        init(_ client: ClientAddress) {
            high = client.high
            low = client.isIPv6 ? 0 : client.low & ~0xFF
            scope = client.scope
            isIPv6 = client.isIPv6
        }

        var text: String {
            let host = ClientAddress(high: high, low: low, scope: scope, port: 0, isIPv6: isIPv6).host
            return "\(host)/\(isIPv6 ? 64 : 24)"
        }
    }

    private var counts: [Network: Int] = [:]
    private var kept: [Network: Int] = [:]
    private var lines = 0
    private var leftOutElsewhere = 0
    private var beganAt: UnixTime?

    /// Whether a record gets a line; counted if not.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - second: When it ended, in seconds since 1970.
    /// - Returns: Whether it gets one.
    mutating func admits(_ record: TransferRecord, at second: UnixTime) -> Bool {
        guard record.isCheap, !record.isProbe else { return true }
        beganAt = beganAt ?? second
        let network = Network(record.client)
        guard counts[network] != nil || counts.count < Self.networks else {
            leftOutElsewhere += 1
            return false
        }
        counts[network, default: 0] += 1
        guard let count = counts[network], count <= Self.perNetwork, lines < Self.ofAll else { return false }
        lines += 1
        kept[network, default: 0] += 1
        return true
    }

    /// What was left out in the minute that is over; then the next begins.
    ///
    /// - Parameters:
    ///   - second: The time, in seconds since 1970.
    ///   - isLast: Whether the minute ends now.
    /// - Returns: The networks with most, and then the rest; nothing as long as the minute goes on.
    mutating func summaries(at second: UnixTime, isLast: Bool = false) -> [Summary] {
        // A clock that was set back ends it, too.
        guard let began = beganAt, isLast || second >= began + Self.window || second < began else { return [] }
        let leftOut = counts.map { (network: $0.key, count: $0.value - (kept[$0.key] ?? 0)) }.filter { $0.count > 0 }
        let named = leftOut.sorted { $0.count > $1.count }.prefix(Self.named)
        let rest =
            leftOutElsewhere + leftOut.reduce(0) { $0 + $1.count } - named.reduce(0) { $0 + $1.count }
        self = RefusalLog()
        return named.map { Summary(network: $0.network.text, count: $0.count) }
            + (rest > 0 ? [Summary(network: nil, count: rest)] : [])
    }
}

extension TransferRecord {
    /// Whether anybody can bring about as many of it as packets go through the network, without ever being there.
    fileprivate var isCheap: Bool {
        switch reason {
        case .crowdedOut, .paced, .openFiles: true
        default: outcome == .refused
        }
    }
}
