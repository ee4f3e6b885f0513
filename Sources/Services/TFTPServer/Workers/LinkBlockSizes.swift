internal import Platform

/// The largest block that each network interface carries without fragments, and that arrives at clients beyond it.
struct LinkBlockSizes {
    /// How long a link's MTU is believed, in microseconds.
    private static let believed: UInt64 = 60_000_000
    /// What is assumed of a link that will not tell: Ethernet.
    private static let usualMTU = 1_500

    private var known: [UInt32: (mtu: Int, isLoopback: Bool, at: UInt64)] = [:]

    /// The largest block for a client.
    ///
    /// Of IPv6 no router cuts a packet up, and this host would have to know how small the pieces must be. So a client that
    /// may be behind one gets no more than every path carries (RFC 8085 section 3.2).
    ///
    /// - Parameters:
    ///   - peer: The client.
    ///   - interface: The interface its request came in on.
    ///   - descriptor: Any socket, to ask with.
    ///   - now: The time.
    /// - Returns: Octets of data.
    mutating func largest(for peer: Endpoint, interface: UInt32, descriptor: CInt, now: UInt64) -> Int {
        let link = link(interface, descriptor: descriptor, now: now)
        let isRouted = peer.isIPv6 && !peer.isLinkLocal && !link.isLoopback
        let mtu = isRouted ? min(link.mtu, PathSize.least(isIPv6: true)) : link.mtu
        return PathSize.block(in: mtu, isIPv6: peer.isIPv6)
    }

    private mutating func link(
        _ interface: UInt32,
        descriptor: CInt,
        now: UInt64
    ) -> (mtu: Int, isLoopback: Bool) {
        if let entry = known[interface], now - entry.at < Self.believed { return (entry.mtu, entry.isLoopback) }
        let mtu = NetworkInterface.mtu(interface, asking: descriptor) ?? Self.usualMTU
        let isLoopback = NetworkInterface.isLoopback(interface, asking: descriptor)
        known[interface] = (mtu, isLoopback, now)
        return (mtu, isLoopback)
    }
}
