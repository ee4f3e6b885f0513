internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Takes what has arrived at a socket, and sees to it.
    mutating func receive(_ socket: Int) {
        let receiver = receiver
        let role = sockets[socket].role
        let count = receiver.receive(sockets[socket].descriptor)
        hasReceived = true
        received += count
        if count == DatagramReceiver.batch { isBehind = true }
        let isBoth = role.takesRequests && role.carriesTransfers
        if role.carriesTransfers { findTransfers(count, receiver) }
        for index in 0..<count {
            let packet = ClientPacket(receiver.bytes(index))
            if !isBoth || !packet.isRequest { datagramArrived(packet, index, receiver, socket, role) }
        }
        guard isBoth else { return }
        for index in 0..<count {
            let packet = ClientPacket(receiver.bytes(index))
            if packet.isRequest { datagramArrived(packet, index, receiver, socket, role) }
        }
    }

    /// Looks at the transfers of a whole batch first, so that their memory is on its way while the first is handled.
    private mutating func findTransfers(_ count: Int, _ receiver: DatagramReceiver) {
        if count > 1 {
            for index in 0..<count { sessions.expectPlace(of: receiver.peer(index)) }
        }
        for index in 0..<count {
            guesses[index] = sessions.expectSession(of: receiver.peer(index))
            if let slot = guesses[index] { timers.expect(slot) }
        }
        guard count > 1 else { return }
        for index in 0..<count {
            if let slot = guesses[index] { sessions.expectContent(in: slot) }
        }
        for index in 0..<count {
            if let slot = guesses[index] { sessions.expectOctets(in: slot) }
        }
    }

    /// Takes the requests that other workers left.
    mutating func readMailbox() {
        wakeUp.clear()
        let requests = mailbox.takeAll()
        if !requests.isEmpty { rotation.advance(now: now) }
        for request in requests {
            let bytes = request.bytes.span
            requestArrived(ClientPacket(bytes), bytes, request.arrival, rotation.answering(group: request.group))
        }
    }

    /// Hands a request to the worker whose turn its client is; `false` when that is this one.
    private func handOver(
        _ bytes: Span<UInt8>,
        _ arrival: DatagramArrival,
        _ others: [(mailbox: Mailbox, group: Int)]
    ) -> Bool {
        var hasher = Hasher()
        hasher.combine(arrival.peer.address)
        hasher.combine(arrival.peer.port)
        let turn = Int(UInt(bitPattern: hasher.finalize()) % UInt(others.count + 1))
        guard turn < others.count else { return false }
        let copy = [UInt8](capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
        let request = Mailbox.Request(bytes: copy, arrival: arrival, group: others[turn].group)
        if !others[turn].mailbox.post(request) { counters.add(to: .droppedBacklog) }
        return true
    }

    private mutating func datagramArrived(
        _ packet: ClientPacket,
        _ index: Int,
        _ receiver: DatagramReceiver,
        _ socket: Int,
        _ role: WorkerSocket.Role
    ) {
        let peer = receiver.peer(index)
        // Nobody can be answered there; the kernel would refuse it.
        guard peer.port != 0 else {
            counters.add(to: .malformed)
            return
        }
        // RFC 1123 section 4.2.3.5; and each worker gets its own, so that one request would be answered by all.
        guard !receiver.wasToGroup(index) else {
            counters.add(to: .droppedBroadcast)
            return
        }
        if role.takesRequests && packet.isRequest {
            let arrival = receiver.arrival(index)
            if let others = fed[socket], handOver(receiver.bytes(index), arrival, others) { return }
            requestArrived(packet, receiver.bytes(index), arrival, socket)
        } else if role.carriesTransfers {
            if let slot = sessions.find(peer, guess: guesses[index]) {
                transferPacketArrived(packet, slot, socket)
            } else {
                strayPacketArrived(packet, receiver.arrival(index), socket)
            }
        } else if case .error = packet {
            // Never answered, and no fault: a client gave up on something.
        } else {
            counters.add(to: .malformed)
        }
    }
}

extension ClientPacket {
    /// Whether it opens a transfer, or tries to.
    fileprivate var isRequest: Bool {
        switch self {
        case .readRequest, .writeRequest: true
        case .acknowledgement, .error, .unexpected, .malformed: false
        }
    }
}
