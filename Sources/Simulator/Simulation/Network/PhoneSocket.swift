internal import Platform

/// A bound UDP socket of one phone, or of many.
struct PhoneSocket {
    private let socket: DatagramSocket

    var descriptor: CInt { socket.descriptor }

    /// Opens a socket and binds it to a port that the kernel chooses.
    ///
    /// - Parameters:
    ///   - isIPv6: Its address family.
    ///   - tellsArrivals: Whether each datagram tells which of the host's addresses it was sent to.
    ///   - bufferBytes: The receive buffer to ask for; `nil` for the system's default.
    ///   - messages: Datagrams queued before they are sent.
    /// - Throws: What the system refused.
    init(isIPv6: Bool, tellsArrivals: Bool, bufferBytes: Int?, messages: UInt32) throws(SystemFailure) {
        let descriptor = try DatagramDescriptor(SocketReach(isIPv6: isIPv6))
        try descriptor.bind(to: Endpoint(high: 0, low: 0, scope: 0, port: 0, family: isIPv6 ? 6 : 4))
        try descriptor.prepare(tellsArrivals: tellsArrivals)
        // Less than what was asked for is told by the drops that come of it.
        if let bufferBytes { descriptor.setReceiveBuffer(bufferBytes) }
        socket = try DatagramSocket(
            owning: descriptor,
            messages: messages,
            pieces: messages,
            copiedBytes: messages * Self.packetBytes
        )
    }

    /// Room for the longest packet a phone sends: a request (RFC 2347 section 2).
    private static let packetBytes: UInt32 = 512

    /// Queues a datagram; sends what is queued first when there is no room.
    ///
    /// - Parameters:
    ///   - bytes: The octets, copied now.
    ///   - peer: Where it goes.
    ///   - local: The address it comes from; none leaves that to the kernel.
    /// - Returns: How many datagrams the kernel would not take.
    func send(_ bytes: Span<UInt8>, to peer: Endpoint, from local: Endpoint) -> Int {
        let queue = socket.outgoing
        let refused = queue.hasRoom(pieces: 1, copied: bytes.count) ? 0 : queue.flush()
        queue.begin(to: peer, from: local)
        queue.copy(bytes)
        return refused
    }

    /// How many datagrams the socket's full queue has cost since the last call.
    func newDrops() -> Int { socket.newDrops() }

    /// Whether datagrams are waiting for ``flush()``.
    var isPending: Bool { socket.outgoing.isPending }

    /// Sends what is queued.
    ///
    /// - Returns: How many datagrams the kernel would not take.
    func flush() -> Int { socket.outgoing.flush() }

    /// The next port of the server that its host says nobody listens on; `nil` when there is none left.
    func nextUnreachablePort() -> UInt16? { socket.nextFailure()?.peer.port }
}
