/// Which phones an event is about.
public protocol CandidateReading {
    /// Calls `body` with each of the selected phones until it answers `false`: the dependents by the saved state and by what is published
    /// (requirements.md, "dependents of an object"). It costs what it selects, however many other phones there are.
    ///
    /// An object that no longer exists still selects the phones whose files came from it (S15, S18).
    ///
    /// - Throws: A `Problem` of kind `notFound` when no object of that name ever was.
    func visitCandidates(
        _ selection: PhoneSelection,
        in order: CandidateOrder,
        _ body: (PhoneCandidate) throws -> Bool
    ) throws
}

extension CandidateReading {
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
