internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Whether a request is of a transfer that its client port has already; then that is all there is to do. One that is not
    /// ends a transfer of which nothing was acknowledged. One that runs goes on until the new one is acknowledged, for the
    /// request may be a late one, and then its client will not have the answer.
    mutating func belongsToTransfer(_ peer: Endpoint, digest: UInt64) -> Bool {
        guard let slot = sessions.find(peer) else { return false }
        if rejoin(slot, digest: digest) { return true }
        if let former = sessions[slot].former, rejoin(former, digest: digest) { return true }
        if !sessions[slot].transfer.isAcknowledged { replace(slot) }
        return false
    }

    /// Lets a repeated request join the transfer it began, or passes it over; `false` when it means a new one.
    private mutating func rejoin(_ slot: Int, digest: UInt64) -> Bool {
        guard sessions[slot].requestDigest == digest else { return false }
        guard sessions[slot].transfer.isAcknowledged || mayAnswerAgain(slot) else {
            counters.add(to: .repeatedRequests)
            return true
        }
        guard let action = sessions[slot].transfer.requestRepeated(now: now, jitter: jitter.next()) else {
            return passOver(slot)
        }
        counters.add(to: .repeatedRequests)
        if case .sendBlocks = action { sessions[slot].path.blockIsResent() }
        perform(action, slot)
        return true
    }

    /// Passes a request over that was under way for long. When only the last acknowledgement is missing the client has most
    /// likely got all and asks again.
    private mutating func passOver(_ slot: Int) -> Bool {
        let progress = sessions[slot].transfer.blocksSent - sessions[slot].transfer.packetsResent
        guard sessions[slot].transfer.outcomeInSilence != .sent,
            sessions[slot].repeats.isLate(progress: progress, now: now)
        else { return false }
        counters.add(to: .lateRequests)
        return true
    }

    /// A client has acknowledged a transfer, so it has done with the one before.
    mutating func replaceFormer(of slot: Int) {
        if let former = sessions[slot].former { replace(former) }
    }

    /// Ends a transfer in whose place another one comes.
    private mutating func replace(_ slot: Int) {
        end(slot, TransferRecord.Outcome(sessions[slot].transfer.outcomeInSilence), reason: .newRequest)
    }

    /// The socket for a client's next transfer: another one than that of a transfer it has, or the two could not be told
    /// apart. Where there is no other, the one before ends.
    mutating func socketApart(from peer: Endpoint, listener: Int) -> Int {
        let socket = rotation.next(for: peer, listener: listener)
        guard let slot = sessions.find(peer), sessions[slot].route.socket == socket else { return socket }
        let other = rotation.next(for: peer, listener: listener)
        if other == socket { replace(slot) }
        return other
    }
}
