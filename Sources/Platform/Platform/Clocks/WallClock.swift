internal import Glibc

/// The clock that people set.
public enum WallClock {
    /// The present second.
    public static func now() -> UnixTime { UnixTime(seconds: time(nil)) }
}
