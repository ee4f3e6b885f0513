internal import Documents
public import Platform
public import Store

/// The host's clock as a reset or a rollback meets it: validity is judged, and history told, by it.
public struct PublishingClock: Sendable {
    /// The code of the refusal while the clock stands before the last known time.
    public static let behindCode = "clock-before-last-revision"
    /// The code of the question whether a clock that stands far ahead is right.
    public static let farAheadCode = "clock-far-ahead"

    /// How the clock stands.
    public let reading: ClockReading
    private let now: UnixTime

    /// Looks at the clock.
    ///
    /// - Parameters:
    ///   - event: What is to be published, and when.
    ///   - snapshot: The store.
    /// - Throws: `Problem` of kind `unavailable` while it stands before the last known time.
    public init(_ event: PublishingEvent, in snapshot: any RevisionReading) throws {
        now = event.now
        let known = try snapshot.knownTime()
        reading = ClockReading(now: now, known: known)
        guard case .behind = reading, let known else { return }
        throw Problem(
            .unavailable,
            code: Self.behindCode,
            "This host's clock says \(now.text), before the last known time, \(known.text); nothing "
                + "was published.",
            object: "clock",
            hint:
                "Set the clock right (see timedatectl status). If it is right now and was wrong then, repeat the reset with "
                + "--clock-was-wrong."
        )
    }

    /// Believes a clock that stands far ahead, when that is accepted.
    ///
    /// - Parameters:
    ///   - event: What is to be published, and whether that is accepted.
    ///   - transaction: The store.
    /// - Throws: `Problem` of kind `unconfirmed` when it is not.
    public func confirm(_ event: PublishingEvent, in transaction: any RevisionWriting) throws {
        guard case .farAhead(let seconds) = reading else { return }
        guard event.acceptsClock else {
            throw Problem(
                .unconfirmed,
                code: Self.farAheadCode,
                Self.aheadText(now: now, seconds: seconds) + " Nothing was published.",
                object: "clock",
                hint: "Set the clock right (see timedatectl status), or repeat with --confirm if it is right."
            )
        }
        try transaction.believe(now)
    }

    /// What is said of a clock that stands so many seconds ahead.
    public static func aheadText(now: UnixTime, seconds: Int) -> String {
        "This host's clock says \(now.text), \(Quantity(seconds / 86_400, "day")) after the last time that is known."
    }
}
