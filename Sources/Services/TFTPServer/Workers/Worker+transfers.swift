internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Handles a datagram, on a socket where transfers run, of a client that has one.
    ///
    /// - Parameters:
    ///   - packet: What it says.
    ///   - slot: The transfer's slot.
    ///   - socket: Where it came in.
    mutating func transferPacketArrived(_ packet: ClientPacket, _ slot: Int, _ socket: Int) {
        guard sessions[slot].route.socket == socket else {
            // It is of the client's other transfer, or late, to the port of one before.
            if let former = sessions[slot].former, sessions[former].route.socket == socket {
                transferPacketArrived(packet, former, socket)
            } else {
                counters.add(to: .latePackets)
            }
            return
        }
        // Nothing has been sent yet to one that is held: what comes is forged.
        guard !sessions[slot].isHeld else { return }
        switch packet {
        case .acknowledgement(let block):
            acknowledgementArrived(block, slot)
        case .error(let code):
            let action = sessions[slot].transfer.errorArrived(code)
            perform(action, slot, reason: action == .finish(.cancelled) ? .clientCancelled : .clientError)
        case .readRequest, .writeRequest, .unexpected, .malformed:
            counters.add(to: .malformed)
        }
    }

    private mutating func acknowledgementArrived(_ block: UInt16, _ slot: Int) {
        let wasAcknowledged = sessions[slot].transfer.isAcknowledged
        let action = sessions[slot].transfer.acknowledgementArrived(block, now: now, jitter: jitter.next())
        if !wasAcknowledged && sessions[slot].transfer.isAcknowledged {
            clientHeard(slot)
        }
        if sessions[slot].hasFirstWindow, sessions[slot].transfer.hasWindowBehind { releaseFirstWindow(slot) }
        if !sessions[slot].path.isSettled { followPath(slot, action) }
        perform(action, slot)
    }

    /// A transfer's first window is no longer on the way, if it was.
    mutating func releaseFirstWindow(_ slot: Int) {
        guard sessions[slot].hasFirstWindow else { return }
        sessions[slot].hasFirstWindow = false
        let transfer = sessions[slot].transfer
        let isWhole = transfer.hasWindowBehind && transfer.packetsResent == 0
        firstWindows.release(sessions[slot].route.peer, isWhole: isWhole)
    }

    /// A client has acknowledged something for the first time: its address is its own.
    private mutating func clientHeard(_ slot: Int) {
        let peer = sessions[slot].route.peer
        replaceFormer(of: slot)
        admitOthers(after: slot)
        // Karn's rule: what was resent cannot be timed.
        guard sessions[slot].transfer.packetsResent == 0 else { return }
        roundTrips.measured(now - min(sessions[slot].startedAt, now), to: peer, now: now)
    }

    /// Answers an ACK that belongs to no transfer with ERROR 5, so that its sender stops (RFC 1350 section 4); never an
    /// ERROR, and never more than so many a second.
    mutating func strayPacketArrived(_ packet: ClientPacket, _ arrival: DatagramArrival, _ socket: Int) {
        guard !recentlyEnded.contain(arrival.peer, socket: socket, now: now) else {
            counters.add(to: .latePackets)
            return
        }
        guard case .acknowledgement = packet else {
            if case .error = packet { return }
            counters.add(to: .malformed)
            return
        }
        counters.add(to: .unknownTransferIDs)
        guard strayErrors.take(now: now) else { return }
        sendError(.unknownTransferID, "Unknown transfer ID", to: arrival, socket)
    }

    /// A transfer's timer ran out.
    mutating func timerFired(_ slot: Int) {
        if isEarly(slot) { return }
        guard mayResend(slot) else { return }
        let action = sessions[slot].transfer.timerFired(now: now, jitter: jitter.next())
        if sessions[slot].transfer.isResent { sessions[slot].path.blockIsResent() }
        perform(action, slot, reason: .timeout)
    }

    /// Looks soon whether the network of a client that has not been heard has become known by its neighbours: the first
    /// hundred phones of a storm all begin in the dark.
    mutating func lookAgain(_ slot: Int) {
        guard let wait = sessions[slot].transfer.firstWait else { return }
        let due = sessions[slot].startedAt + wait
        timers.schedule(slot, at: min(due, now + Self.secondLook))
    }

    /// Whether a timer fired before the transfer's first wait is over; then it is set again.
    private mutating func isEarly(_ slot: Int) -> Bool {
        guard sessions[slot].transfer.firstWait != nil else { return false }
        if let interval = roundTrips.interval(for: sessions[slot].route.peer) {
            sessions[slot].transfer.expectAnswer(within: interval)
        }
        guard let wait = sessions[slot].transfer.firstWait, sessions[slot].startedAt + wait > now else { return false }
        lookAgain(slot)
        return true
    }

    /// How soon to look, in microseconds: when the shortest first wait is over.
    private static var secondLook: UInt64 { UInt64(RetransmissionPolicy().shortestFirstInterval) }

    /// Does what a transfer decided.
    ///
    /// - Parameters:
    ///   - action: What to do.
    ///   - slot: The transfer's slot.
    ///   - reason: Why, should this be its end.
    mutating func perform(_ action: TransferAction, _ slot: Int, reason: TransferReason? = nil) {
        switch action {
        case .wait:
            break
        case .sendOptions(let timer):
            sendOptions(slot)
            timers.schedule(slot, at: deadline(after: timer, slot))
        case .sendBlocks(let blocks, let timer):
            timers.schedule(slot, at: deadline(after: timer, slot))
            sendBlocks(blocks, slot)
        case .finish(let outcome):
            end(slot, TransferRecord.Outcome(outcome), reason: outcome == .fetched ? nil : reason)
        }
    }
}
