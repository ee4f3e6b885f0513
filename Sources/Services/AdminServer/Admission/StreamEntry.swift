internal import NIOConcurrencyHelpers

/// A streamed request's way through its gate, which can be given up while it waits.
struct StreamEntry: Sendable {
    private let gate: Gate?
    private let visitor: Int
    private let place = NIOLockedValueBox<Int?>(nil)

    /// A request that has to pass `gate`, when there is one.
    init(_ gate: Gate?) {
        self.gate = gate
        visitor = gate?.newVisitor() ?? 0
    }

    /// Does `body` when it is its turn; the place is kept until it leaves.
    ///
    /// - Throws: That too many wait, or that it was given up; what `body` throws.
    func work<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        guard let gate else { return try await body() }
        let place = try await gate.enter(visitor)
        self.place.withLockedValue { $0 = place }
        return try await gate.work(at: place, body)
    }

    /// Makes room, when it has been its turn.
    func leave() {
        gate?.forget(visitor)
        if let place = place.withLockedValue({ $0.take() }) { gate?.leave(place) }
    }

    /// Has it wait no longer.
    func giveUp() { gate?.giveUp(visitor) }
}
