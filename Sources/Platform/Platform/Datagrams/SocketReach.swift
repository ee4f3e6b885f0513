internal import CDatagram

/// Whom a UDP socket reaches.
public enum SocketReach: Hashable, Sendable {
    /// IPv4 addresses.
    case ipv4
    /// IPv6 addresses.
    case ipv6
    /// Both: a socket of IPv6 that has IPv4 peers as mapped addresses (RFC 4291 section 2.5.5.2), which are IPv4 addresses
    /// all the same wherever an ``Endpoint`` tells of them.
    case both

    /// The reach of one address family.
    public init(isIPv6: Bool) { self = isIPv6 ? .ipv6 : .ipv4 }

    /// The reach of a socket that was made elsewhere.
    public init(of descriptor: CInt) {
        switch datagram_reach_of(descriptor) {
        case datagram_reach_6: self = .ipv6
        case datagram_reach_both: self = .both
        default: self = .ipv4
        }
    }

    var kernel: datagram_reach {
        switch self {
        case .ipv4: datagram_reach_4
        case .ipv6: datagram_reach_6
        case .both: datagram_reach_both
        }
    }
}
