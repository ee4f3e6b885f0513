internal import Platform
internal import Serving
internal import TFTP

/// One open transfer.
struct Session {
    // What every packet looks at comes first, so that it lies in the fewest cache lines.

    /// The client, and the socket the transfer runs on.
    var route: Route
    /// What is sent.
    var content: PinnedContent
    /// Data octets in every block but the last.
    let blockSize: Int32
    /// Whether the slot is in use.
    var isOpen = true
    /// Whether it waits for its turn; nothing has been sent yet.
    var isHeld = false
    /// Whether it is counted among those whose first window is on the way.
    var hasFirstWindow = false
    /// Whether its blocks may be cut up on their way.
    var path: TransferPath
    /// The protocol.
    var transfer: Transfer

    /// Octets of all that.
    static var hotBytes: Int { (MemoryLayout<Session>.offset(of: \.transfer) ?? 0) + MemoryLayout<Transfer>.size }

    /// What was agreed on.
    var options: NegotiatedOptions
    /// The name as it came.
    var name: FileName
    /// A hash of the request, to know it again.
    var requestDigest: UInt64
    /// A hash of the name, for the limits.
    var nameDigest: UInt64
    /// When the request came, in monotonic microseconds; of one that had to wait, when it was answered.
    var startedAt: UInt64
    /// How long it had to wait, in microseconds.
    var heldFor: UInt64 = 0
    /// Octets held for a netascii translation.
    var translatedBytes: Int
    /// Whether it is the daemon's own, not a phone's.
    var isProbe = false
    /// What the same request means when it comes again.
    var repeats = RepeatJudge()
    /// The slot of a transfer of the same client port that ran already when this one was asked for. It goes on until this one
    /// is acknowledged: who asked may have been a late packet.
    var former: Int?

    init(
        route: Route,
        transfer: Transfer,
        options: NegotiatedOptions,
        path: TransferPath,
        content: PinnedContent,
        name: FileName,
        requestDigest: UInt64,
        nameDigest: UInt64,
        startedAt: UInt64,
        translatedBytes: Int,
        isProbe: Bool = false
    ) {
        self.route = route
        self.content = content
        blockSize = Int32(clamping: options.blockSize)
        self.transfer = transfer
        self.options = options
        self.path = path
        self.name = name
        self.requestDigest = requestDigest
        self.nameDigest = nameDigest
        self.startedAt = startedAt
        self.translatedBytes = translatedBytes
        self.isProbe = isProbe
    }
}
