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

    /// Waits for its turn.
    func enter() async throws {
        guard let place = try await gate?.enter(visitor) else { return }
        self.place.withLockedValue { $0 = place }
    }

    /// Makes room, when it has been its turn.
    func leave() {
        gate?.forget(visitor)
        if let place = place.withLockedValue({ $0.take() }) { gate?.leave(place) }
    }

    /// Has it wait no longer.
    func giveUp() { gate?.giveUp(visitor) }
}
