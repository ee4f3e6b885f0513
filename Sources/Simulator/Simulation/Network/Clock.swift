internal import Glibc

/// The clocks.
enum Clock {
    /// The monotonic clock, in microseconds.
    static func now() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    /// The wall clock, for the validity of certificates.
    static func secondsSince1970() -> Int { time(nil) }
}
