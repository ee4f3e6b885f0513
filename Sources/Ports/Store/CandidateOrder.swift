public import ClusterModel

/// In which order the phones of a selection come.
public enum CandidateOrder: Sendable {
    /// By name.
    case name
    /// By name, beginning behind one.
    case nameAfter(DeviceName)
    /// As is quickest: where they lie in the store.
    case stored
}

extension StoreSnapshot {
    /// Calls `body` with each of the selected phones.
    public func forEachCandidate(
        _ selection: PhoneSelection,
        in order: CandidateOrder,
        _ body: (PhoneCandidate) throws -> Void
    ) throws {
        try visitCandidates(selection, in: order) { candidate in
            try body(candidate)
            return true
        }
    }

    /// Calls `body` with each of the selected phones, in the order of their names.
    public func forEachCandidate(_ selection: PhoneSelection, _ body: (PhoneCandidate) throws -> Void) throws {
        try forEachCandidate(selection, in: .name, body)
    }
}
