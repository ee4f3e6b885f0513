internal import Serving
internal import TFTP

/// One open transfer.
struct Session {
    /// The client, and the socket the transfer runs on.
    var route: Route
    /// The protocol.
    var transfer: Transfer
    /// What was agreed on.
    var options: NegotiatedOptions
    /// What is sent.
    var content: PinnedContent
    /// The name as it came.
    var name: FileName
    /// A hash of the request, to know it again.
    var requestDigest: UInt64
    /// A hash of the name, for the limits.
    var nameDigest: UInt64
    /// When the request came, in monotonic microseconds.
    var startedAt: UInt64
    /// Octets held for a netascii translation.
    var translatedBytes: Int
    /// Whether it is the daemon's own, not a phone's.
    var isProbe = false
    /// Whether the slot is in use.
    var isOpen = true

    /// What a slot holds that is not in use.
    static func closed() -> Session {
        Session(
            route: Route(socket: 0, peer: .none, local: .none, interface: 0),
            transfer: Transfer(options: NegotiatedOptions(), length: 0),
            options: NegotiatedOptions(),
            content: PinnedContent(FileContent(slices: [])),
            name: FileName(""),
            requestDigest: 0,
            nameDigest: 0,
            startedAt: 0,
            translatedBytes: 0,
            isOpen: false
        )
    }
}
