internal import Platform
internal import Serving
internal import TFTP

/// What stands between a request and its answer.
extension Worker {
    /// Counts a transfer against the limits, old ones making way; `false`, and nothing counted but the drop, when there is
    /// no room.
    mutating func admit(_ key: Admission.Key, translatedBytes: Int) -> Bool {
        guard state.admitTranslation(translatedBytes) else {
            counters.add(to: .droppedTranslation)
            return false
        }
        guard makeRoom(for: key), admitTransfer() else {
            state.releaseTranslation(translatedBytes)
            return false
        }
        return true
    }

    private mutating func makeRoom(for key: Admission.Key) -> Bool {
        while true {
            switch admission.room(for: key) {
            case .free:
                return true
            case .after(let slot):
                crowdOut(slot)
            case .none:
                counters.add(to: .droppedUnacknowledged)
                return false
            }
        }
    }

    private mutating func admitTransfer() -> Bool {
        while !state.admitTransfer() {
            guard let oldest = admission.oldest else {
                counters.add(to: .droppedTransferLimit)
                return false
            }
            crowdOut(oldest)
        }
        return true
    }

    /// Gives up a transfer that has acknowledged nothing, for a newer one.
    private mutating func crowdOut(_ slot: Int) {
        counters.add(to: .crowdedOut)
        end(slot, .abandoned, reason: .crowdedOut)
    }

    /// What a transfer is counted by until it is acknowledged.
    func admissionKey(_ slot: Int) -> Admission.Key {
        Admission.Key(
            peer: sessions[slot].route.peer,
            name: sessions[slot].nameDigest,
            isFile: sessions[slot].content.shape.isFile
        )
    }

    /// Answers a transfer's request, now or when its address may have a packet.
    mutating func beginInTurn(_ slot: Int) {
        guard !admission.opened(slot, admissionKey(slot), now: now) else { return begin(slot) }
        counters.add(to: .held)
        sessions[slot].isHeld = true
        timers.schedule(slot, at: now + Self.longestHeld)
    }

    /// Answers a transfer's request.
    private mutating func begin(_ slot: Int) {
        if sessions[slot].isHeld {
            sessions[slot].isHeld = false
            sessions[slot].heldFor = now - min(sessions[slot].startedAt, now)
            // From here on its client's round trip is measured.
            sessions[slot].startedAt = now
        }
        let interval = roundTrips.interval(for: sessions[slot].route.peer)
        if let interval { sessions[slot].transfer.expectAnswer(within: interval) }
        perform(sessions[slot].transfer.begin(now: now, jitter: jitter.next()), slot)
        // Its file may have changed since it was found; then that was its end.
        if interval == nil && sessions[slot].isOpen { lookAgain(slot) }
    }

    /// A client has acknowledged something for the first time: its address is its own, and others there are answered, too.
    mutating func admitOthers(after slot: Int) {
        let peer = sessions[slot].route.peer
        admission.heard(slot, admissionKey(slot), now: now)
        while let next = admission.release(at: peer, now: now) { begin(next) }
    }

    /// Answers those whose packets have become due.
    mutating func releaseHeld() {
        for slot in admission.releaseDue(now: now) where sessions[slot].isOpen { begin(slot) }
    }

    /// Whether a transfer may be sent a packet for the second time; if not, it asks again soon, or is given up.
    mutating func mayResend(_ slot: Int) -> Bool {
        guard !sessions[slot].transfer.isAcknowledged else { return true }
        guard !sessions[slot].isHeld, now < givenUpAt(slot) else {
            end(slot, .abandoned, reason: sessions[slot].isHeld ? .paced : .timeout)
            return false
        }
        guard !admission.maySend(.resend, to: sessions[slot].route.peer, now: now) else { return true }
        counters.add(to: .withheld)
        timers.schedule(slot, at: now + Self.resendPause)
        return false
    }

    /// Whether the same request, sent again, may be answered again; one that waits for its answer has it soon.
    mutating func mayAnswerAgain(_ slot: Int) -> Bool {
        guard !sessions[slot].isHeld else { return false }
        guard !admission.maySend(.answer, to: sessions[slot].route.peer, now: now) else { return true }
        counters.add(to: .withheld)
        return false
    }

    /// How long a request waits for its answer, in microseconds. Our own choice: as long as one that was answered is kept
    /// for a client that stays silent; it has asked again by then.
    private static var longestHeld: UInt64 { 7_000_000 }

    /// When a transfer's timer is due that was set to so many microseconds: a client that has not been heard is not waited
    /// for any longer than it is kept.
    func deadline(after timer: UInt64, _ slot: Int) -> UInt64 {
        guard !sessions[slot].transfer.isAcknowledged else { return now + timer }
        return min(now + timer, givenUpAt(slot))
    }

    /// Until when a transfer is kept whose client has not been heard, in monotonic microseconds.
    private func givenUpAt(_ slot: Int) -> UInt64 {
        let isFile = sessions[slot].content.shape.isFile
        return sessions[slot].startedAt + (isFile ? Self.longestOpenFile : RetransmissionPolicy().patienceUnheard)
    }

    /// How long an open file is kept for a client that has not been heard, in microseconds: time for the resends, and for a
    /// client with a timer of five seconds to ask once more. Our own choice.
    private static var longestOpenFile: UInt64 { 9_000_000 }

    /// How long a resend is put off at a time, in microseconds. Our own choice: half the usual wait for a first packet.
    private static var resendPause: UInt64 { UInt64(RetransmissionPolicy().firstInterval) / 2 }
}
