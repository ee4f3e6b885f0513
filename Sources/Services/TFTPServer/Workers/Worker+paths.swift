internal import Platform
internal import TFTP

extension Worker {
    /// EMSGSIZE: more than the path carries.
    private static var messageTooLarge: CInt { 90 }

    /// How far blocks for a client may go: what its link carries and, where that is known, what its path does.
    mutating func largestBlock(for arrival: DatagramArrival, _ listener: Int) -> Int {
        let link = blockSizes.largest(
            for: arrival.peer,
            interface: arrival.interface,
            descriptor: sockets[listener].descriptor,
            now: now
        )
        return min(link, narrowPaths.largestBlock(for: arrival.peer, now: now) ?? link)
    }

    /// What is known of a path when a transfer begins.
    func path(to peer: Endpoint, block: Int) -> TransferPath {
        // What is known to fit is not cut up.
        let fits = narrowPaths.largestBlock(for: peer, now: now).map { block <= $0 } ?? false
        let isNarrow = !fits && narrowPaths.isNarrow(peer, now: now)
        return TransferPath(block: block, isIPv6: peer.isIPv6, isNarrow: isNarrow)
    }

    /// Takes note of what an acknowledgement shows of its path.
    mutating func followPath(_ slot: Int, _ action: TransferAction) {
        let isWhole: Bool
        switch action {
        case .sendBlocks(let blocks, _): isWhole = blocks.lowerBound > 1
        case .finish(.fetched): isWhole = sessions[slot].transfer.lastBlock > 1
        default: return
        }
        // An ACK of the OACK is one of no block.
        guard isWhole || action == .finish(.fetched) else { return }
        guard let finding = sessions[slot].path.blocksWereAcknowledged(isWhole: isWhole) else { return }
        if narrowPaths.found(finding, of: sessions[slot].route.peer, now: now) { counters.add(to: .narrowPaths) }
    }

    /// The kernel or a router says that packets to an address are too large.
    mutating func wasTold(_ failure: DatagramFailure, _ socket: Int) {
        guard failure.errno == Self.messageTooLarge, failure.peer.family != 0 else { return }
        if narrowPaths.wasTold(failure.peer, mtu: failure.mtu, now: now) { counters.add(to: .narrowPaths) }
        if let slot = sessions.find(failure.peer, on: socket) { sessions[slot].path.wasTold() }
    }

    /// Takes note of a message that went out in fragments because the kernel knew that it had to.
    mutating func noteNarrowPath(to peer: Endpoint, _ socket: Int) {
        if narrowPaths.wasTold(peer, mtu: 0, now: now) { counters.add(to: .narrowPaths) }
        if let slot = sessions.find(peer, on: socket) { sessions[slot].path.wasTold() }
    }
}
