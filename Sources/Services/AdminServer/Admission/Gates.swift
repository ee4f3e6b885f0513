internal import AdminAPI
internal import Administration

/// How many requests work at once: readers apart from administrators, and large requests apart from small ones, so that
/// nobody who looks delays somebody who administers, and no large request an answer that takes milliseconds.
///
/// A request waits here before its body is read. All numbers are our own bounds (docs/cli.md, *Limits*).
struct Gates {
    /// A reader's request beyond those few does not come often: one user has fewer connections.
    private static let mostWaiting = 64

    /// One reader's request at a time goes through the site: it takes one processor and no more, and that one only while no
    /// phone wants it.
    private let readersWide = Gate("readers", places: 1, mostWaiting: mostWaiting, threads: .low)
    private let readersLight = Gate("readers", places: 2, mostWaiting: mostWaiting)
    /// Whoever waits for a gateway keeps no small request waiting.
    private let readersOutside = Gate("readers", places: 8, mostWaiting: mostWaiting)
    /// Two, so that a plan does not wait for an import; their changes wait for each other in the store.
    private let administratorsHeavy = Gate("administrators", places: 2, mostWaiting: mostWaiting, threads: .usual)

    /// Where a request waits for its turn; none when it need not.
    ///
    /// - Parameters:
    ///   - access: What whoever asks may do.
    ///   - weight: How much work it is.
    /// - Returns: The gate.
    func gate(_ access: AdminAccess, _ weight: RequestWeight) -> Gate? {
        switch (access, weight) {
        case (.read, .light): readersLight
        case (.read, .outside): readersOutside
        case (.read, .wide), (.read, .heavy): readersWide
        case (.write, .heavy): administratorsHeavy
        // An administrator is to see how the daemon is, whatever else it does.
        case (.write, .light), (.write, .outside), (.write, .wide): nil
        }
    }

    /// Does `body` when it is its turn.
    ///
    /// - Throws: That too many wait; what `body` throws.
    func pass<Answer: Sendable>(
        _ access: AdminAccess,
        _ weight: RequestWeight,
        _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await access.working {
            guard let gate = gate(access, weight) else { return try await body() }
            return try await gate.pass(body)
        }
    }
}
