internal import CDatagram

/// Chooses the socket of each new transfer.
///
/// All take the same one for a while, so that what arrives together is read in one call and answered in another; but one
/// client port does not meet the same server port twice in a row, so that late packets of one transfer do not reach the next.
struct TransferSocketRotation {
    /// How long a socket has its turn, in microseconds: some round trips of a busy server. Our own choice.
    static let turnMicroseconds: UInt64 = 100_000
    /// Client ports whose last socket is remembered, each until another takes its place.
    private static let remembered = 4_096
    private static let nobody = UInt32.max

    private let groups: [Int: [Int]]
    /// Which client was there last, in the upper 24 bits, and what it got.
    private var lastChoice = ContiguousArray<UInt32>(
        repeating: TransferSocketRotation.nobody,
        count: TransferSocketRotation.remembered
    )
    private var turn = 0

    init(_ groups: [WorkerSockets.Group]) {
        self.groups = Dictionary(uniqueKeysWithValues: groups.map { ($0.listener, $0.transfers) })
    }

    /// Gives the turn to the socket whose time it is, in monotonic microseconds.
    mutating func advance(now: UInt64) { turn = Int(truncatingIfNeeded: now / Self.turnMicroseconds) }

    /// The socket for a client's next transfer.
    ///
    /// - Parameters:
    ///   - peer: The client.
    ///   - listener: The socket its request came in on.
    /// - Returns: The socket's number.
    mutating func next(for peer: Endpoint, listener: Int) -> Int {
        guard let sockets = groups[listener], sockets.count > 1 else { return groups[listener]?.first ?? listener }
        let (place, client) = Self.place(of: peer)
        var choice = Int(UInt(bitPattern: turn) % UInt(sockets.count))
        if lastChoice[place] == client | UInt32(choice & 0xFF) { choice = (choice + 1) % sockets.count }
        lastChoice[place] = client | UInt32(choice & 0xFF)
        return sockets[choice]
    }

    /// Where a client's last socket is remembered, and what tells it from others there.
    private static func place(of peer: Endpoint) -> (place: Int, client: UInt32) {
        let mixed = (peer.low ^ peer.high &* 31 ^ UInt64(peer.port) << 32) &* 0x9E37_79B9_7F4A_7C15
        // The upper bits, for every bit of address and port reaches them.
        let client = UInt32(truncatingIfNeeded: mixed >> 28) << 8
        return (Int(truncatingIfNeeded: mixed >> 52) & (remembered - 1), client)
    }
}
