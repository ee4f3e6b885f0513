internal import CDatagram

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
