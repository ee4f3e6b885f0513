internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Ends a transfer and reports it.
    ///
    /// - Parameters:
    ///   - slot: The transfer's slot.
    ///   - outcome: How it ended.
    ///   - reason: Why.
    mutating func end(_ slot: Int, _ outcome: TransferRecord.Outcome, reason: TransferReason?) {
        guard sessions[slot].isOpen else { return }
        timers.cancel(slot)
        if !sessions[slot].transfer.isAcknowledged { admission.closed(slot, admissionKey(slot)) }
        releaseFirstWindow(slot)
        let route = sessions[slot].route
        // A client that was told so with an ERROR is told again.
        if outcome != .failed { recentlyEnded.insert(route.peer, socket: route.socket, now: now) }
        let (outcome, reason) = hasChanged(slot, outcome) ? (.failed, .fileChanged) : (outcome, reason)
        count(sessions[slot], outcome)
        state.observer.transferEnded(record(of: sessions[slot], outcome, reason))
        // Its blocks may still be queued.
        outbox.keep(sessions.close(slot))
    }

    /// Whether what a client has got may be a mixture: its file has changed since it was opened. It is looked at once more
    /// when nothing more is sent of it.
    private func hasChanged(_ slot: Int, _ outcome: TransferRecord.Outcome) -> Bool {
        guard outcome == .fetched || outcome == .sent, let file = sessions[slot].content.file else { return false }
        return !file.isUnchanged
    }

    private func count(_ session: borrowing Session, _ outcome: TransferRecord.Outcome) {
        state.releaseTransfer()
        state.releaseTranslation(session.translatedBytes)
        counters.add(to: outcome.counter)
        counters.add(session.transfer.blocksSent, to: .blocks)
        if session.transfer.packetsResent > 0 { counters.add(session.transfer.packetsResent, to: .retransmits) }
        if outcome == .fetched || outcome == .sent { counters.add(session.content.length, to: .bytes) }
    }

    private func record(
        of session: borrowing Session,
        _ outcome: TransferRecord.Outcome,
        _ reason: TransferReason?
    ) -> TransferRecord {
        TransferRecord(
            client: session.route.peer.client,
            file: session.name,
            outcome: outcome,
            reason: reason,
            position: session.content.content.position,
            hash: session.content.content.hash,
            length: session.content.length,
            blocks: session.transfer.blocksSent,
            retransmits: session.transfer.packetsResent,
            options: session.options.recorded,
            microseconds: Int(clamping: now - min(session.startedAt, now) + session.heldFor),
            isProbe: session.isProbe
        )
    }

    /// Ends a transfer from this side, with an ERROR to the client if it has been answered.
    mutating func fail(_ slot: Int, _ message: String, reason: TransferReason) {
        if !sessions[slot].isHeld { queue(.error(.undefined, message), on: sessions[slot].route) }
        end(slot, .failed, reason: reason)
    }

    /// Gives up the transfers of open files whose clients have not answered for a while: no more files can be opened, and
    /// somebody who answers waits for one.
    ///
    /// - Returns: Whether there were any.
    mutating func closeUnansweredFiles() -> Bool {
        guard now >= unansweredFilesClosedAt + Self.closingInterval else { return false }
        unansweredFilesClosedAt = now
        let former = sessions.count
        for slot in sessions.occupied {
            guard sessions[slot].content.shape.isFile, !sessions[slot].transfer.isAcknowledged,
                now >= sessions[slot].startedAt + Self.longestUnansweredFile
            else { continue }
            end(slot, .abandoned, reason: .openFiles)
        }
        guard sessions.count < former else { return false }
        // What they sent is held until it has gone out.
        flush()
        return true
    }

    /// Answers a request with an ERROR and reports it; there is no transfer.
    ///
    /// - Parameters:
    ///   - name: The name as it came.
    ///   - arrival: The request.
    ///   - socket: Where it came in.
    ///   - code: The error code.
    ///   - message: A fixed text.
    ///   - reason: Why.
    mutating func refuse(
        _ name: Span<UInt8>,
        _ arrival: DatagramArrival,
        _ socket: Int,
        _ code: ErrorCode,
        _ message: String,
        reason: TransferReason
    ) {
        counters.add(to: .refused)
        sendError(code, message, to: arrival, socket)
        let record = TransferRecord(
            client: arrival.peer.client,
            file: FileName(name),
            outcome: .refused,
            reason: reason,
            isProbe: state.probes.contains(arrival.peer)
        )
        state.observer.transferEnded(record)
    }
}

extension TransferRecord.Outcome {
    /// How a transfer ended, as a record has it.
    init(_ outcome: TransferOutcome) {
        self =
            switch outcome {
            case .fetched: .fetched
            case .sent: .sent
            case .abandoned: .abandoned
            case .aborted: .aborted
            case .cancelled: .cancelled
            }
    }

    /// What counts it.
    fileprivate var counter: TFTPServerCounter {
        switch self {
        case .fetched: .fetched
        case .sent: .sent
        case .abandoned: .abandoned
        case .aborted: .aborted
        case .cancelled: .cancelled
        case .refused: .refused
        case .failed: .failed
        }
    }
}

extension NegotiatedOptions {
    /// The options as a record has them.
    fileprivate var recorded: TransferOptions {
        var options = TransferOptions()
        for index in 0..<count {
            options.append(self[index].option.recorded, Int(clamping: self[index].value))
        }
        return options
    }
}

extension TransferOption {
    fileprivate var recorded: TransferOptions.Name {
        switch self {
        case .blockSize: .blockSize
        case .timeout: .timeout
        case .transferSize: .transferSize
        case .windowSize: .windowSize
        }
    }
}
