internal import Glibc

/// The clock that people set.
public enum WallClock {
    /// Seconds since 1970.
    public static func now() -> Int { time(nil) }
}
