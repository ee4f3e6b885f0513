public import Store

/// How a whole operation stands; it follows from its phase and its phones' outcomes.
public enum OperationState: String, Sendable, CaseIterable {
    /// Phones are waited for, or waves follow.
    case running
    /// Every phone has its file.
    case converged
    /// Nobody is waited for any more, and some phones have not fetched their file in time.
    case stale
    /// Nobody is waited for any more; to some phones a later revision gave another file before they came.
    case superseded
    /// The waves that were left were cancelled.
    case cancelled
    /// The waves that were left were given up.
    case stopped

    /// The state of an operation whose phones came to `counts`.
    public init(_ operation: ResetOperation, _ counts: OutcomeCounts) {
        switch operation.phase {
        case .cancelled: self = .cancelled
        case .stopped: self = .stopped
        case .publishing: self = .running
        case .published:
            if counts[.published] > 0 {
                self = .running
            } else if counts[.stale] > 0 {
                self = .stale
            } else {
                self = counts[.superseded] > 0 ? .superseded : .converged
            }
        }
    }
}
