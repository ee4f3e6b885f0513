internal import CDatagram

/// The way back to a client: where a packet goes, from which socket and address.
struct Route {
    /// The worker's socket it leaves from.
    var socket: Int
    /// The client.
    var peer: Endpoint
    /// The address that was asked, and answers; none when the socket is bound to it anyway.
    var local: Endpoint
    /// The interface the request came in on, for link-local addresses.
    var interface: UInt32
}
