internal import CDatagram

/// Chooses the socket of each new transfer.
///
/// The choice changes with every batch of requests, so that a batch's answers leave together, and one client port never
/// meets the same server port twice in a row, so that late packets of one transfer cannot reach the next.
struct TransferSocketRotation {
    private static let remembered = 4_096

    private let groups: [Int: [Int]]
    private var lastChoice = ContiguousArray<UInt8>(repeating: .max, count: TransferSocketRotation.remembered)
    private var turn = 0

    init(_ groups: [WorkerSockets.Group]) {
        self.groups = Dictionary(uniqueKeysWithValues: groups.map { ($0.listener, $0.transfers) })
    }

    /// A new batch of requests begins.
    mutating func advance() { turn &+= 1 }

    /// The socket for a client's next transfer.
    ///
    /// - Parameters:
    ///   - peer: The client.
    ///   - listener: The socket its request came in on.
    /// - Returns: The socket's number.
    mutating func next(for peer: Endpoint, listener: Int) -> Int {
        guard let sockets = groups[listener], sockets.count > 1 else { return groups[listener]?.first ?? listener }
        let place = Int((peer.low ^ peer.high &* 31) &* 0x9E37 &+ UInt64(peer.port)) & (Self.remembered - 1)
        var choice = Int(UInt(bitPattern: turn) % UInt(sockets.count))
        if lastChoice[place] == UInt8(truncatingIfNeeded: choice) { choice = (choice + 1) % sockets.count }
        lastChoice[place] = UInt8(truncatingIfNeeded: choice)
        return sockets[choice]
    }
}
