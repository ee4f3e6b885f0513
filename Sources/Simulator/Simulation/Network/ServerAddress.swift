internal import CDatagram
internal import Glibc

/// Where a server takes requests: `127.0.0.1:69`, `[::1]:69`.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The first octet of IPv4's loopback network, 127.0.0.0/8 (RFC 1122 section 3.2.1.3).
    private static let loopbackNetwork: UInt64 = 127

    private let high: UInt64
    private let low: UInt64
    private let isIPv6: Bool
    /// The UDP port.
    public let port: UInt16
    /// The address as it was written.
    public let description: String

    /// Reads `ADDRESS:PORT`, with an IPv6 address in brackets; `nil` when it is neither, or the port is 0.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("[") && host.hasSuffix("]") {
            var words: [2 of UInt64] = [0, 0]
            var span = words.mutableSpan
            let address = String(host.dropFirst().dropLast())
            let parsed = unsafe span.withUnsafeMutableBytes { unsafe inet_pton(AF_INET6, address, $0.baseAddress) }
            guard parsed == 1 else { return nil }
            (high, low, isIPv6) = (UInt64(bigEndian: words[0]), UInt64(bigEndian: words[1]), true)
        } else {
            var address = in_addr()
            guard unsafe inet_pton(AF_INET, String(host), &address) == 1 else { return nil }
            (high, low, isIPv6) = (0, UInt64(UInt32(bigEndian: address.s_addr)), false)
        }
        self.port = port
        description = text
    }

    /// Whether the address can only be this host, and only by way of its loopback interface.
    public var isLoopback: Bool { isIPv6 ? high == 0 && low == 1 : isInLoopbackNetwork }

    /// Whether the address lies in 127.0.0.0/8, where a host has as many addresses as it likes.
    var isInLoopbackNetwork: Bool { !isIPv6 && low >> 24 == Self.loopbackNetwork }

    /// 4 or 6.
    var family: CInt { isIPv6 ? 6 : 4 }

    /// The address with a port.
    func endpoint(port: UInt16) -> datagram_address {
        datagram_address(high: high, low: low, scope: 0, port: port, family: UInt16(family))
    }

    /// Whether a datagram came from the address, from whatever port.
    func matches(_ peer: datagram_address) -> Bool {
        peer.low == low && peer.high == high && peer.family == UInt16(family)
    }
}
