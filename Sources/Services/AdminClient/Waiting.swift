internal import AdminAPI
internal import Documents

/// What whoever waits for an answer hears and may do meanwhile.
public struct Waiting: Sendable {
    /// How long nothing is said. Our own choice: most answers come within a second.
    var quietTime = Duration.seconds(5)
    /// How long the answer to a request that only looks may take, or its next piece. Our own choice: the slowest, the
    /// export of 100 000 phones, takes some seconds.
    var limit = Duration.seconds(60)

    /// How long a full queue of connections is waited for. Our own choice: a daemon that runs empties it in a moment.
    var turnLimit = Duration.seconds(10)
    /// How long lies between two tries then. Our own choice.
    static let turnPause = Duration.milliseconds(50)
    /// What is said while the daemon has not taken the request.
    static let notTaken = "cnfd does not take the request yet."

    let tell: @Sendable (String) -> Void
    let heedsInterrupts: Bool

    /// A way to wait.
    ///
    /// - Parameters:
    ///   - heedsInterrupts: Whether Ctrl-C during a change throws ``Interruption`` instead of ending the process.
    ///   - tell: Takes a sentence when there is no answer for long.
    public init(heedsInterrupts: Bool = false, tell: @Sendable @escaping (String) -> Void) {
        self.heedsInterrupts = heedsInterrupts
        self.tell = tell
    }

    /// Without a word.
    public static let silent = Waiting { _ in }
}

/// Ctrl-C while a change was under way: the daemon finishes what it has begun.
public struct Interruption: Error {}

extension Problem {
    /// The daemon took a request that only looks, and did not answer within this time.
    static func noAnswer(within limit: Duration) -> Problem {
        Problem(
            .unavailable,
            code: "no-answer",
            "It has not answered within \(limit.components.seconds) s.",
            object: "daemon",
            hint: "See with its log, or systemctl status cnfd, whether it hangs."
        )
    }
}
