internal import Platform
internal import Serving

/// A network whose clients may be served: `10.20.0.0/16`, `2001:db8::/32`, or a single address.
public struct Subnet: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64
    private let isIPv6: Bool
    private let length: Int

    /// Reads `ADDRESS/LENGTH` or `ADDRESS`; `nil` when it is neither. Bits beyond the length are ignored.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, let parsed = InternetAddress(String(host)), parsed.scope == 0 else {
            return nil
        }
        let longest = parsed.isIPv6 ? 128 : 32
        var length = longest
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...longest).contains(given) else { return nil }
            length = given
        }
        self.length = length
        isIPv6 = parsed.isIPv6
        let mask = Self.mask(length, isIPv6: parsed.isIPv6)
        high = parsed.high & mask.high
        low = parsed.low & mask.low
    }

    /// `ADDRESS/LENGTH`.
    public var description: String {
        let endpoint = Endpoint(high: high, low: low, scope: 0, port: 0, family: isIPv6 ? 6 : 4)
        return "\(endpoint.client.host)/\(length)"
    }

    func contains(_ endpoint: Endpoint) -> Bool {
        guard endpoint.isIPv6 == isIPv6 else { return false }
        let mask = Self.mask(length, isIPv6: isIPv6)
        return endpoint.high & mask.high == high && endpoint.low & mask.low == low
    }

    private static func mask(_ length: Int, isIPv6: Bool) -> (high: UInt64, low: UInt64) {
        guard isIPv6 else { return (0, (UInt64.max << UInt64(32 - length)) & 0xFFFF_FFFF) }
        // Swift's << gives 0 for a shift by the whole width.
        return (UInt64.max << UInt64(max(0, 64 - length)), UInt64.max << UInt64(min(64, 128 - length)))
    }
}
