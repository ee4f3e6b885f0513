internal import Platform
internal import Serving

/// A UDP address and port to listen on: `127.0.0.1:69`, `[::1]:69`, `0.0.0.0:69`; port 0 lets the kernel choose.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64
    let scope: UInt32
    /// Whether it is an IPv6 address; `[::]` does not include IPv4, unless the socket came from elsewhere.
    public let isIPv6: Bool
    /// Whom its sockets reach.
    let reach: SocketReach
    /// The UDP port.
    public let port: UInt16

    /// Reads `ADDRESS:PORT`, with an IPv6 address in brackets; `nil` when it is neither.
    public init?(_ text: String) {
        guard let (parsed, port) = InternetAddress.withPort(text) else { return nil }
        high = parsed.high
        low = parsed.low
        scope = parsed.scope
        isIPv6 = parsed.isIPv6
        reach = SocketReach(isIPv6: parsed.isIPv6)
        self.port = port
    }

    /// The address that a socket is bound to.
    init(_ endpoint: Endpoint, reach: SocketReach) {
        self.reach = reach
        high = endpoint.high
        low = endpoint.low
        scope = endpoint.scope
        isIPv6 = endpoint.isIPv6
        port = endpoint.port
    }

    /// `ADDRESS:PORT`, with an IPv6 address in brackets.
    public var description: String { endpoint.client.description }

    var endpoint: Endpoint { Endpoint(high: high, low: low, scope: scope, port: port, family: isIPv6 ? 6 : 4) }

    /// Whether it stands for all of the host's addresses: then each packet must tell which of them it was sent to, so that the
    /// answer leaves from there. Costs some 2 % of what a packet does.
    var isEveryAddress: Bool { high == 0 && low == 0 }

    /// The same address with another port.
    func with(port: UInt16) -> Endpoint {
        var endpoint = endpoint
        endpoint.port = port
        return endpoint
    }
}
