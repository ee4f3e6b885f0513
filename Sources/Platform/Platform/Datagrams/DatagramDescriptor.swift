internal import CDatagram

/// The one owner of a UDP socket's descriptor, and how it is set up; non-blocking.
public struct DatagramDescriptor: ~Copyable, Sendable {
    private let owner: FileDescriptor
    /// Whom it reaches.
    public let reach: SocketReach

    /// The descriptor's number, open as long as this value lives.
    public var value: CInt { owner.value }

    /// Opens a socket.
    ///
    /// - Throws: What the system said.
    public init(_ reach: SocketReach) throws(SystemFailure) {
        owner = FileDescriptor(owning: try SystemFailure.check(datagram_open(reach.kernel)))
        self.reach = reach
    }

    /// Takes over a socket that was made elsewhere.
    public init(owning descriptor: CInt) {
        owner = FileDescriptor(owning: descriptor)
        reach = SocketReach(of: descriptor)
    }

    /// Binds it.
    ///
    /// - Parameter endpoint: The address; port 0 leaves the choice to the kernel.
    /// - Throws: What the system said.
    public borrowing func bind(to endpoint: Endpoint) throws(SystemFailure) {
        var address = endpoint.kernel
        _ = try SystemFailure.check(unsafe datagram_bind(value, reach.kernel, &address))
    }

    /// Where it is bound.
    ///
    /// - Throws: What the system said; EINVAL for a socket that is not UDP over IPv4 or IPv6.
    public borrowing func boundEndpoint() throws(SystemFailure) -> Endpoint {
        var address = Endpoint.none.kernel
        _ = try SystemFailure.check(unsafe datagram_bound_address(value, &address))
        return Endpoint(address)
    }

    /// Lets other sockets of this user have its port too, from now on (SO_REUSEPORT).
    ///
    /// - Throws: What the system said.
    public borrowing func sharePort() throws(SystemFailure) {
        _ = try SystemFailure.check(datagram_share_port(value))
    }

    /// Has it tell of errors that come back by ICMP, send nothing in fragments, and wait for nothing.
    ///
    /// - Parameter tellsArrivals: Whether each datagram tells which of the host's addresses it was sent to.
    /// - Throws: What the system said.
    public borrowing func prepare(tellsArrivals: Bool) throws(SystemFailure) {
        _ = try SystemFailure.check(datagram_prepare(value, reach.kernel, tellsArrivals))
    }

    /// Asks for a receive buffer, beyond the system's limit when privileges allow.
    ///
    /// - Returns: Octets that the kernel gave, negative when it did not say: it accounts for twice of what it is asked for.
    @discardableResult
    public borrowing func setReceiveBuffer(_ octets: Int) -> Int {
        Int(datagram_receive_buffer(value, CInt(clamping: octets))) / 2
    }

    /// Asks for a send buffer, beyond the system's limit when privileges allow.
    public borrowing func setSendBuffer(_ octets: Int) { _ = datagram_send_buffer(value, CInt(clamping: octets)) }
}
