/// The times of a registering phone, in microseconds.
public struct RegistrationTimes: Hashable, Sendable {
    /// Between two keepalives: 30 s (formats.md 4).
    public var keepaliveInterval: UInt64 = 30_000_000
    /// Keepalives without an answer before a connection counts as lost (formats.md 4: 3×30 s).
    public var missedKeepalives = 3
    /// How long a connection may take to stand and to answer a registration.
    public var patience: UInt64 = 10_000_000
    /// Between two attempts when nobody answers.
    public var pause: UInt64 = 10_000_000
    /// What the pause and the connection-monitor duration are multiplied by, so that tests need not wait; never what a
    /// phone has patience for.
    public var scale = 1.0

    /// The times of a phone as it is.
    public init() {}

    /// A time that a phone waits on purpose.
    func scaled(_ time: UInt64) -> UInt64 { UInt64(Double(time) * scale) }
}
