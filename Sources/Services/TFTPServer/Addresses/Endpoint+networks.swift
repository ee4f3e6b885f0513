internal import Platform
internal import Serving

extension Endpoint {
    /// Whether it is good on its own link only (RFC 4291 section 2.5.6).
    var isLinkLocal: Bool { isIPv6 && high >> 54 == 0xFE80 >> 6 }

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
