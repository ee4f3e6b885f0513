internal import Platform

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

    /// The sockets of each listen address that take new transfers.
    private(set) var groups: [[Int]]
    /// The listen address of each socket, by its number; its listener's, too.
    private var groupOf: ContiguousArray<Int> = []
    /// Which client was there last, in the upper 24 bits, and what it got.
    private var lastChoice = ContiguousArray<UInt32>(
        repeating: TransferSocketRotation.nobody,
        count: TransferSocketRotation.remembered
    )
    private var turn = 0

    init(_ groups: [WorkerSockets.Group]) {
        self.groups = groups.map(\.transfers)
        for (number, group) in groups.enumerated() {
            for socket in [group.listener] + group.transfers { assign(socket, to: number) }
        }
    }

    /// The socket that answers for a listen address whose requests come from another worker.
    func answering(group: Int) -> Int { groups[group].first ?? 0 }

    /// Lets another socket have the turns of one from now on.
    mutating func replace(_ old: Int, by new: Int, group: Int) {
        groups[group] = groups[group].map { $0 == old ? new : $0 }
        assign(new, to: group)
    }

    private mutating func assign(_ socket: Int, to group: Int) {
        while groupOf.count <= socket { groupOf.append(group) }
        groupOf[socket] = group
    }

    /// Gives the turn to the socket whose time it is, in monotonic microseconds.
    mutating func advance(now: UInt64) { turn = Int(truncatingIfNeeded: now / Self.turnMicroseconds) }

    /// The socket for a client's next transfer.
    ///
    /// - Parameters:
    ///   - peer: The client.
    ///   - listener: The socket its request came in on, or what answers for it.
    /// - Returns: The socket's number.
    mutating func next(for peer: Endpoint, listener: Int) -> Int {
        let sockets = groups[groupOf[listener]]
        guard sockets.count > 1 else { return sockets.first ?? listener }
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
