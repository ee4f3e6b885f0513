/// What a ``Transfer`` wants done after an event.
public enum TransferAction: Sendable, Hashable {
    /// Nothing; the timer keeps running.
    case wait
    /// Send the OACK and set the timer to this many microseconds from now.
    case sendOptions(timer: UInt64)
    /// Send the blocks in order, counted from 1 and not wrapped, and set the timer to this many microseconds from now.
    case sendBlocks(ClosedRange<UInt64>, timer: UInt64)
    /// The transfer is over; forget it.
    case finish(TransferOutcome)
}

/// How a transfer ended, as far as packets show it.
public enum TransferOutcome: Sendable, Hashable {
    /// The final block was acknowledged.
    case fetched
    /// Every block but the last was acknowledged, and the last was sent; only its acknowledgement did not come.
    case sent
    /// The client stopped answering before the end.
    case abandoned
    /// The client ended it with an ERROR that tells of a fault, or its host said that nobody listens there.
    case aborted
    /// The client ended it on purpose: it has what it wanted, for instance the file's size, or wants it no longer.
    case cancelled
}
