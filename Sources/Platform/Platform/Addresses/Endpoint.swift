public import CDatagram

/// An address and a port as the path of a packet uses them: plain numbers in host byte order, no pointers, nothing to free.
///
/// ``SocketAddress`` is what the kernel and people use; to make one takes memory, which a packet must not.
public struct Endpoint: Sendable {
    @usableFromInline var kernel: datagram_address

    /// What the shim tells.
    @inlinable init(_ kernel: datagram_address) { self.kernel = kernel }

    /// An address in host byte order; IPv4 lies in the low 32 bits of `low`.
    ///
    /// - Parameters:
    ///   - high: The upper 64 bits of an IPv6 address.
    ///   - low: The lower 64 bits, or the 32 of an IPv4 address.
    ///   - scope: The interface of a link-local address; 0 for any other.
    ///   - port: The port.
    ///   - family: 4, 6, or 0 for no address.
    @inlinable
    public init(high: UInt64, low: UInt64, scope: UInt32, port: UInt16, family: UInt16) {
        kernel = datagram_address(high: high, low: low, scope: scope, port: port, family: family)
    }

    /// No address; as a source it leaves the choice to the kernel.
    @inlinable public static var none: Endpoint { Endpoint(high: 0, low: 0, scope: 0, port: 0, family: 0) }

    /// The upper 64 bits of an IPv6 address; 0 for IPv4.
    @inlinable public var high: UInt64 {
        get { kernel.high }
        set { kernel.high = newValue }
    }

    /// The lower 64 bits of an IPv6 address, or the 32 of an IPv4 one.
    @inlinable public var low: UInt64 {
        get { kernel.low }
        set { kernel.low = newValue }
    }

    /// The interface of a link-local address; 0 for any other.
    @inlinable public var scope: UInt32 {
        get { kernel.scope }
        set { kernel.scope = newValue }
    }

    /// The port.
    @inlinable public var port: UInt16 {
        get { kernel.port }
        set { kernel.port = newValue }
    }

    /// 4, 6, or 0 for no address.
    @inlinable public var family: UInt16 {
        get { kernel.family }
        set { kernel.family = newValue }
    }

    /// Whether it is an IPv6 address.
    @inlinable public var isIPv6: Bool { family == 6 }

    /// Whether both are the same address and port.
    @inlinable
    public func matches(_ other: Endpoint) -> Bool {
        low == other.low && port == other.port && high == other.high && scope == other.scope && family == other.family
    }
}
