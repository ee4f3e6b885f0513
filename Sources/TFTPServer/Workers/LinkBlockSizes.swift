internal import CDatagram

/// The largest block that each network interface carries without fragments.
struct LinkBlockSizes {
    /// IP, UDP and TFTP headers before a block's data (RFC 791, RFC 8200, RFC 768, RFC 1350).
    private static let headerBytes4 = 20 + 8 + 4
    private static let headerBytes6 = 40 + 8 + 4
    /// How long a link's MTU is believed, in microseconds.
    private static let believed: UInt64 = 60_000_000
    /// What is assumed of a link that will not tell: Ethernet.
    private static let usualMTU = 1_500

    private var known: [UInt32: (mtu: Int, at: UInt64)] = [:]

    /// The largest block for a client.
    ///
    /// - Parameters:
    ///   - interface: The interface its request came in on.
    ///   - isIPv6: Its family.
    ///   - descriptor: Any socket, to ask with.
    ///   - now: The time.
    /// - Returns: Octets of data.
    mutating func largest(interface: UInt32, isIPv6: Bool, descriptor: CInt, now: UInt64) -> Int {
        var mtu = Self.usualMTU
        if let entry = known[interface], now - entry.at < Self.believed {
            mtu = entry.mtu
        } else {
            let told = Int(datagram_interface_mtu(descriptor, interface))
            if told > 0 { mtu = told }
            known[interface] = (mtu, now)
        }
        return mtu - (isIPv6 ? Self.headerBytes6 : Self.headerBytes4)
    }
}
