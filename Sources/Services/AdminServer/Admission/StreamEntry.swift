internal import Administration
internal import NIOConcurrencyHelpers

/// A streamed request's way through its gate, which can be given up while it waits, and which it leaves for a while when
/// whoever asked takes nothing of the answer.
struct StreamEntry: Sendable {
    /// How long a piece of the answer waits to be taken before others are let in. Our own choice: who reads it with a program
    /// takes it sooner, and who reads it with a pager does not.
    static let patience = Duration.seconds(1)

    private enum Whereabouts {
        case outside
        case inside(place: Int)
        /// It has begun, and its place is another's.
        case parked
    }

    private struct State {
        var whereabouts = Whereabouts.outside
        /// How many pieces were sent, so that a look that comes too late is told from one in time.
        var pieces = 0
    }

    private let gate: Gate?
    private let visitor: Int
    private let patience: Duration
    private let end: @Sendable () -> Void
    private let state = NIOLockedValueBox(State())

    /// A request that has to pass a gate.
    ///
    /// - Parameters:
    ///   - gate: The gate, when there is one.
    ///   - patience: How long a piece waits before others are let in.
    ///   - end: Breaks the answer off, so that sending fails; called when too many wait for who asked.
    init(_ gate: Gate?, patience: Duration = patience, end: @Sendable @escaping () -> Void = {}) {
        self.gate = gate
        self.patience = patience
        self.end = end
        visitor = gate?.newVisitor() ?? 0
    }

    /// Does `body` when it is its turn; the place is kept until it leaves, but for waits for who asked.
    ///
    /// - Throws: That too many wait, or that it was given up; what `body` throws.
    func work<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        guard let gate else { return try await body() }
        let place = try await gate.enter(visitor)
        state.withLockedValue { $0.whereabouts = .inside(place: place) }
        return try await gate.work(at: place, body)
    }

    /// Sends a piece of the answer. When that waits for long, the place is others' meanwhile.
    ///
    /// - Throws: What `send` throws; `CancellationError` when it was given up.
    func sending(_ send: () async throws -> Void) async throws {
        guard let gate, let piece = nextPiece() else { return try await send() }
        let look = Task {
            try await Task.sleep(for: patience)
            park(gate, piece)
        }
        defer { look.cancel() }
        try await send()
        guard hasPassed(piece) else { return }
        let place = try await gate.comeBack(visitor)
        state.withLockedValue { $0.whereabouts = .inside(place: place) }
    }

    /// Makes room, when it has been its turn.
    func leave() {
        gate?.forget(visitor)
        let place = state.withLockedValue { state in
            defer { state.whereabouts = .outside }
            return if case .inside(let place) = state.whereabouts { place } else { nil as Int? }
        }
        if let place { gate?.leave(place) }
    }

    /// Has it wait no longer.
    func giveUp() { gate?.giveUp(visitor) }

    /// The number of the next piece; none when there is no place to give up.
    private func nextPiece() -> Int? {
        state.withLockedValue { state in
            guard case .inside = state.whereabouts else { return nil }
            state.pieces += 1
            return state.pieces
        }
    }

    private func park(_ gate: Gate, _ piece: Int) {
        // Within the lock: whoever is sent the piece at this moment comes back after the place was left, not before.
        state.withLockedValue { state in
            guard case .inside(let place) = state.whereabouts, state.pieces == piece else { return }
            state.whereabouts = .parked
            gate.park(visitor, at: place, end: end)
        }
    }

    /// A piece was taken; answers whether the place was given up meanwhile.
    private func hasPassed(_ piece: Int) -> Bool {
        state.withLockedValue { state in
            // A look that comes now is one for another piece.
            state.pieces = piece + 1
            return if case .parked = state.whereabouts { true } else { false }
        }
    }
}

/// The sink of a streamed request that leaves its gate while whoever asked takes nothing.
struct ParkingSink: AdminStreamSink {
    private var sink: any AdminStreamSink
    private let entry: StreamEntry

    init(_ sink: any AdminStreamSink, _ entry: StreamEntry) {
        self.sink = sink
        self.entry = entry
    }

    mutating func send(_ lines: [UInt8]) async throws {
        let entry = entry
        try await entry.sending { try await sink.send(lines) }
    }
}
