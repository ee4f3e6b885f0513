public import Platform
public import Store

/// What a reset came to at one phone (A02).
public enum PhoneOutcome: String, Sendable, CaseIterable {
    /// Its bytes are the same, so it was left alone.
    case unchanged
    /// Its file is published, and not fetched yet.
    case published
    /// It has fetched exactly these bytes.
    case fetched
    /// It was sent exactly these bytes to the end; only the last acknowledgement never came, as with many phones.
    case sent
    /// It has not fetched its file within the operation's time.
    case stale
    /// It had not fetched its file, and still had time to, when a later revision took its place.
    case superseded
    /// Its file was taken away.
    case withdrawn

    /// The outcome of a phone that a revision published or took away.
    ///
    /// - Parameters:
    ///   - delivery: What is known of the phone.
    ///   - deadline: When it counts as stale, in seconds since 1970.
    ///   - now: The second that it is judged for.
    public init(of delivery: PhoneDelivery, deadline: UnixTime, now: UnixTime) {
        if delivery.isWithdrawal {
            self = .withdrawn
        } else if let arrival = delivery.arrival {
            self = arrival.isAcknowledged ? .fetched : .sent
        } else if let time = delivery.supersededAt, time < deadline {
            self = .superseded
        } else {
            self = now >= deadline ? .stale : .published
        }
    }

    /// Whether the phone has what the reset was for.
    public var isConverged: Bool { self == .fetched || self == .sent || self == .unchanged || self == .withdrawn }
}
