internal import CDatagram
internal import Serving

/// An address and a port as the packet path uses them: plain numbers in host byte order, no pointers.
typealias Endpoint = datagram_address

extension datagram_address {
    /// No address; as a source it leaves the choice to the kernel.
    static var none: Endpoint { Endpoint(high: 0, low: 0, scope: 0, port: 0, family: 0) }

    var isIPv6: Bool { family == 6 }

    /// Whether it is good on its own link only (RFC 4291 section 2.5.6).
    var isLinkLocal: Bool { isIPv6 && high >> 54 == 0xFE80 >> 6 }

    /// Whether both are the same address and port.
    func matches(_ other: Endpoint) -> Bool {
        low == other.low && port == other.port && high == other.high && scope == other.scope && family == other.family
    }

    /// The address without its port.
    var address: Address { Address(high: high, low: low, family: family) }

    /// The /24 or /64 the address lies in: what one subscriber or one branch commonly has.
    var prefix: Address {
        isIPv6 ? Address(high: high, low: 0, family: family) : Address(high: 0, low: low & ~0xFF, family: family)
    }

    /// What stands for one sender: an IPv4 address, or the /64 in which a host can have any address it likes (RFC 8981).
    var source: Address { isIPv6 ? prefix : address }

    /// The same as others know it.
    var client: ClientAddress {
        ClientAddress(high: high, low: low, scope: scope, port: port, isIPv6: isIPv6)
    }
}

/// An address, or a network's, as a key.
struct Address: Hashable {
    var high: UInt64
    var low: UInt64
    var family: UInt16
}
