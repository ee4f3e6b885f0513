internal import Platform

/// Where a server takes requests: `127.0.0.1:69`, `[::1]:69`.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The first octet of IPv4's loopback network, 127.0.0.0/8 (RFC 1122 section 3.2.1.3).
    private static let loopbackNetwork: UInt64 = 127

    private let address: InternetAddress
    /// The UDP port.
    public let port: UInt16
    /// The address as it was written.
    public let description: String

    /// Reads `ADDRESS:PORT`, with an IPv6 address in brackets; `nil` when it is neither, or the port is 0.
    public init?(_ text: String) {
        guard let (address, port) = InternetAddress.withPort(text), port > 0, address.scope == 0 else { return nil }
        self.address = address
        self.port = port
        description = text
    }

    /// Whether the address can only be this host, and only by way of its loopback interface.
    public var isLoopback: Bool { address.isIPv6 ? address.high == 0 && address.low == 1 : isInLoopbackNetwork }

    /// Whether the address lies in 127.0.0.0/8, where a host has as many addresses as it likes.
    var isInLoopbackNetwork: Bool { !address.isIPv6 && address.low >> 24 == Self.loopbackNetwork }

    /// Whether it is an IPv6 address.
    var isIPv6: Bool { address.isIPv6 }

    /// The address with a port.
    func endpoint(port: UInt16) -> Endpoint {
        Endpoint(high: address.high, low: address.low, scope: 0, port: port, family: isIPv6 ? 6 : 4)
    }

    /// Whether a datagram came from the address, from whatever port.
    func matches(_ peer: Endpoint) -> Bool {
        peer.low == address.low && peer.high == address.high && peer.isIPv6 == isIPv6 && peer.family != 0
    }
}
