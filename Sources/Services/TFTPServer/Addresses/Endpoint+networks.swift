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

    /// A network's place in a table of a fixed size.
    ///
    /// - Parameter places: The table's size, a power of two of up to 65 536.
    /// - Returns: The place, counted from 0.
    func place(of places: Int) -> Int {
        // The upper bits, for every bit of the network reaches them.
        let mixed = (low >> 8 ^ high) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 48) & (places - 1)
    }
}
