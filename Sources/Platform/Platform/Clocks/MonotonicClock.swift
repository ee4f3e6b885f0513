internal import Glibc

/// The clock that nobody sets, in microseconds.
public enum MonotonicClock {
    /// Microseconds since some moment before the program began.
    public static func now() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    /// Whole seconds since some moment before the program began, some milliseconds late: what is asked often and need not be
    /// exact takes no look at the hardware (clock_gettime(2)).
    public static func coarseSeconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec
    }

    /// Lets less than a second pass; a signal may end it sooner.
    public static func pause(microseconds: UInt64) {
        var time = timespec(tv_sec: 0, tv_nsec: Int(min(microseconds, 999_999)) * 1_000)
        unsafe nanosleep(&time, nil)
    }
}
