internal import CDatagram
internal import Glibc
internal import Platform

/// A socket from which the server asks itself; the server knows it as long as it is open.
final class ProbeSocket {
    /// The address it comes from.
    private let own: Endpoint
    private let socket: DatagramSocket
    private let poller: Poller
    private let endpoints: ProbeEndpoints

    /// Opens a socket on the address that it will ask, which is how no other host can send from it.
    init(asking address: Endpoint, knownTo endpoints: ProbeEndpoints) throws(SystemFailure) {
        let reach = datagram_reach_only(address.isIPv6 ? 6 : 4)
        let owner = FileDescriptor(owning: try SystemFailure.check(datagram_open(reach)))
        var bound = address
        bound.port = 0
        _ = try SystemFailure.check(unsafe datagram_bind(owner.value, reach, &bound))
        _ = try SystemFailure.check(unsafe datagram_bound_address(owner.value, &bound))
        _ = try SystemFailure.check(datagram_prepare(owner.value, reach, false))
        guard
            let socket = DatagramSocket(
                owning: owner,
                address: bound,
                reach: reach,
                takesRequests: false,
                carriesTransfers: false
            )
        else { throw SystemFailure(errno: ENOMEM) }
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
        socket.outgoing.begin(on: Route(socket: 0, peer: peer, local: .none, interface: 0))
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
