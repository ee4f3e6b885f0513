/// What an administrator says of the host's clock, when it contradicts what the daemon knows.
public enum ClockAnswer: String, Codable, Sendable {
    /// It stands far ahead of the last known time, and it is right.
    case isRight = "is-right"
    /// It stands before the last known time: it was wrong then, and is right now.
    case wasWrong = "was-wrong"
}
