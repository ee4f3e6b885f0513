internal import Platform

/// The way back to a client: where a packet goes, from which socket and address.
struct Route {
    /// The client.
    var peer: Endpoint
    /// The address that was asked, and answers; none when the socket is bound to it anyway.
    var local: Endpoint
    /// The interface the request came in on, for link-local addresses.
    var interface: UInt32
    /// The number of the worker's socket it leaves from.
    var socketNumber: Int32

    /// The same as an index.
    var socket: Int {
        get { Int(socketNumber) }
        set { socketNumber = Int32(truncatingIfNeeded: newValue) }
    }

    init(socket: Int, peer: Endpoint, local: Endpoint, interface: UInt32) {
        self.peer = peer
        self.local = local
        self.interface = interface
        socketNumber = Int32(truncatingIfNeeded: socket)
    }
}

extension OutgoingQueue {
    /// Begins a message on its way back to a client; the route's socket is the queue's.
    ///
    /// - Parameters:
    ///   - route: Where it goes.
    ///   - segment: The datagram size to cut it into; 0 for a single datagram.
    ///   - mayBeFragmented: Whether it may be cut up on its way; else it goes whole or not at all.
    func begin(on route: Route, segment: UInt16 = 0, mayBeFragmented: Bool = false) {
        begin(
            to: route.peer,
            from: route.local,
            interface: route.interface,
            segment: segment,
            mayBeFragmented: mayBeFragmented
        )
    }
}
