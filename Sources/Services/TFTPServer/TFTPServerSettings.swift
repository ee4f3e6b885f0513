/// Every knob of the TFTP server.
public struct TFTPServerSettings: Sendable {
    /// Where to listen; at least one address.
    public var listenAddresses: [ListenAddress]
    /// Threads that serve; each has its own sockets.
    public var workers = 1
    /// Open transfers, all workers together. Beyond them the oldest that has acknowledged nothing makes way; if there is
    /// none, requests are dropped and the clients ask again.
    public var maximumTransfers = 20_000
    /// Transfers to one /24 or /64 that have acknowledged nothing yet; then the oldest makes way. Each worker has its share
    /// of this limit and the two that follow.
    public var maximumUnacknowledgedPerPrefix = 4_096
    /// Transfers of one file to one address that have acknowledged nothing yet. Our own choice: a thousand phones behind
    /// one address may ask at once, however unevenly the kernel shares them out among the workers.
    public var maximumUnacknowledgedPerName = 2_048
    /// Static files sent to one address of which nothing has been acknowledged yet: each may hold a descriptor.
    public var maximumUnacknowledgedFiles = 256
    /// Packets in any second to one address that acknowledges nothing, all workers together, each of which may send one;
    /// what is acknowledged earns more (``AddressPace``). Our own choice: far more than the phones behind one address need
    /// to show that they are there, and little for whoever is sent what others asked for.
    public var maximumUnacknowledgedPackets = 128
    /// Octets that netascii translations may hold together: sixty-four of the longest files, or half as many whose
    /// translation doubles them. One that begins counts twice its file until it is made.
    public var maximumTranslatedBytes = 64 << 20
    /// Requests a second from one address; `nil` for no limit.
    public var maximumRequestRate: Int?
    /// The networks whose clients are served; empty for all.
    public var allowedSubnets: [Subnet] = []
    /// Whether transfers use the listening port too, for firewalls and containers that open only one.
    public var singlePort = false
    /// The ports transfers may use; `nil` for the kernel's choice.
    public var portRange: ClosedRange<UInt16>?
    /// Sockets for transfers per worker and listen address, taken in turn. Two are enough for a client port not to meet
    /// the same server port twice in a row; with more, fewer packets go through the kernel in one call.
    public var transferSocketsPerWorker = 2
    /// How often each worker exchanges one of its sockets for transfers, per listen address, for one on another random port,
    /// in milliseconds: a clock of its own, whatever the load. 0 for never. Our own choice: a transfer's port is a secret to
    /// whoever sees no packets, and one that is found out is soon worth nothing.
    public var portIntervalMilliseconds = 10_000
    /// How long packets of a transfer that has ended may still be under way, in milliseconds: its acknowledgements are passed
    /// over in silence for as long, and its port is not closed. Our own choice: some resends of a slow client.
    public var latePacketMilliseconds = 10_000
    /// How long ``TFTPServer/drain()`` lets transfers go on, in seconds.
    public var drainTimeoutSeconds = 20
    /// The receive buffer of each socket in bytes; the kernel accounts twice as much, 832 bytes for a small datagram.
    public var receiveBufferBytes = 8 << 20
    /// The largest block in data octets; the link's MTU lowers it further.
    public var maximumBlockSize = 65_464
    /// The largest window in blocks.
    public var maximumWindowSize = 64
    /// Whether windows are handed to the kernel in one piece (UDP_SEGMENT).
    public var segmentationOffload = true
    /// Whether ERROR packets may go to ports below 1024, where only forged requests and other servers live.
    public var answersPrivilegedPorts = false

    /// The defaults, listening on the given addresses.
    public init(listenAddresses: [ListenAddress]) {
        self.listenAddresses = listenAddresses
    }
}
