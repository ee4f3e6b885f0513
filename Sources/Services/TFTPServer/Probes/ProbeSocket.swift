internal import Platform

/// A socket from which the server asks itself; the server knows it as long as it is open.
final class ProbeSocket {
    /// Room for the longest packet, a request: more than the server takes (RFC 2347 section 2).
    private static let packetBytes: UInt32 = 2_048

    /// The address it comes from.
    private let own: Endpoint
    private let socket: DatagramSocket
    private let poller: Poller
    private let endpoints: ProbeEndpoints

    /// Opens a socket on the address that it will ask, which is how no other host can send from it.
    init(asking address: Endpoint, knownTo endpoints: ProbeEndpoints) throws(SystemFailure) {
        let descriptor = try DatagramDescriptor(SocketReach(isIPv6: address.isIPv6))
        var wanted = address
        wanted.port = 0
        try descriptor.bind(to: wanted)
        let bound = try descriptor.boundEndpoint()
        try descriptor.prepare(tellsArrivals: false)
        // One packet at a time: it fetches in lock-step.
        let socket = try DatagramSocket(owning: descriptor, messages: 1, pieces: 1, copiedBytes: Self.packetBytes)
        let poller = try Poller()
        try poller.add(socket.descriptor, tag: 0)
        self.socket = socket
        self.poller = poller
        self.endpoints = endpoints
        own = bound
        endpoints.insert(own)
    }

    deinit { endpoints.remove(own) }

    /// Sends a datagram to a port of the address that is asked; `false` when the kernel would not take it.
    func send(_ bytes: [UInt8], to peer: Endpoint) -> Bool {
        socket.outgoing.begin(to: peer)
        socket.outgoing.copy(bytes.span)
        return socket.outgoing.flush() == 0
    }

    /// Waits for datagrams; `false` when none came in time, or only the news that nobody listens.
    func wait(milliseconds: Int) -> Bool {
        guard poller.wait(milliseconds: milliseconds) > 0 else { return false }
        guard poller.event(0).hasError else { return true }
        while socket.nextFailure() != nil {}
        return false
    }

    /// Receives what is there.
    func receive(_ receiver: DatagramReceiver) -> Int { receiver.receive(socket.descriptor) }
}
