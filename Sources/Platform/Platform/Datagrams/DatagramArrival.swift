/// Where a datagram came from and where it was sent to.
public struct DatagramArrival: Sendable {
    /// Who sent it.
    public let peer: Endpoint
    /// The address it was sent to, so that the answer can leave from it; without a port, and none when the socket does not
    /// tell.
    public let local: Endpoint
    /// The number of the interface it came in on.
    public let interface: UInt32
    /// Whether it was longer than what was kept.
    public let isTruncated: Bool

    /// An arrival; public for tests, and for the receiver's code that is compiled into its caller.
    @inlinable
    public init(peer: Endpoint, local: Endpoint, interface: UInt32, isTruncated: Bool) {
        self.peer = peer
        self.local = local
        self.interface = interface
        self.isTruncated = isTruncated
    }
}
