/// How long a connection lives: it ends when its client keeps cnfd waiting for too long, whatever it waits for.
///
/// What happens goes in with its time, and ``end(at:)`` says whether that was too long. An answer that cnfd takes its time
/// for, or that goes on for hours, is no reason.
struct ConnectionLife {
    typealias Instant = ContinuousClock.Instant

    /// How long is too long. Our own bounds.
    struct Limits: Sendable {
        /// Until a request's head is complete, from the connection or the end of the last answer on.
        var idle = Duration.seconds(30)
        /// Waiting for the rest of a request, all waits together, beyond the time it takes at ``slowestRate``.
        var request = Duration.seconds(60)
        /// The bytes of a request that a client must send in a second that cnfd waits.
        var slowestRate = 64 << 10
        /// An answer that waits to be taken. Somebody may look through a long one with a pager.
        var answer = Duration.seconds(600)

        /// The usual bounds.
        init() {}

        /// The bounds of a daemon that stops: it waits for nobody who is not about to be done.
        static let whileStopping: Limits = {
            var limits = Limits()
            limits.request = .seconds(5)
            limits.answer = .seconds(10)
            return limits
        }()

        /// The shortest of them.
        var shortest: Duration { min(idle, request, answer) }
    }

    /// A part of a request that has come.
    enum Part {
        case head
        case body(bytes: Int)
        case end
    }

    /// What it ended for.
    enum End: Hashable, Sendable {
        /// No request came.
        case idle
        /// The rest of a request came too slowly.
        case slowRequest
        /// The answer was taken too slowly.
        case slowAnswer
    }

    private(set) var limits: Limits
    private var unanswered = 0
    private var isReceiving = false
    /// Since when there is nothing to do.
    private var quietSince: Instant?
    /// Since when bytes are waited for; a daemon that does not read waits for nothing.
    private var wantedSince: Instant?
    /// How long the bytes of this request were waited for.
    private var waited = Duration.zero
    private var received = 0
    /// Since when there is more to send than the client takes.
    private var blockedSince: Instant?

    /// A connection that begins.
    init(_ limits: Limits, at now: Instant) {
        self.limits = limits
        quietSince = now
    }

    /// Bytes are waited for from now on.
    mutating func wants(at now: Instant) { wantedSince = wantedSince ?? now }

    /// A part of a request has come.
    mutating func arrived(_ part: Part, at now: Instant) {
        if let since = wantedSince, isReceiving { waited += since.duration(to: now) }
        wantedSince = nil
        switch part {
        case .head:
            unanswered += 1
            (isReceiving, waited, received) = (true, .zero, 0)
        case .body(let bytes):
            received += bytes
        case .end:
            isReceiving = false
        }
        lookForQuiet(now)
    }

    /// The last piece of an answer was handed over.
    mutating func answered(at now: Instant) {
        unanswered -= 1
        lookForQuiet(now)
    }

    /// The client has taken enough of the answer for more to be sent, or has not.
    mutating func takes(_ isTaking: Bool, at now: Instant) { blockedSince = isTaking ? nil : blockedSince ?? now }

    /// Other limits hold from now on, and what was waited for so far is forgotten.
    mutating func limit(to limits: Limits, at now: Instant) {
        self.limits = limits
        waited = .zero
        wantedSince = wantedSince.map { _ in now }
        blockedSince = blockedSince.map { _ in now }
    }

    private mutating func lookForQuiet(_ now: Instant) {
        quietSince = unanswered > 0 || isReceiving ? nil : quietSince ?? now
    }

    /// Why it ends now; none when it goes on.
    func end(at now: Instant) -> End? {
        if let quietSince, quietSince.duration(to: now) >= limits.idle { return .idle }
        if isReceiving {
            let waited = waited + (wantedSince?.duration(to: now) ?? .zero)
            let due = Duration.seconds(Double(received) / Double(limits.slowestRate))
            if waited >= limits.request + due { return .slowRequest }
        }
        if let blockedSince, blockedSince.duration(to: now) >= limits.answer { return .slowAnswer }
        return nil
    }
}
