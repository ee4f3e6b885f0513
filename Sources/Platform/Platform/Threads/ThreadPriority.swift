internal import Glibc

/// Has the calling thread stand behind all others for good: it has a processor while they leave it one.
///
/// The lowest weight still gets its share where all processors are busy (sched(7)), so that a lock it holds is let go.
public func lowerThreadPriority() {
    // Linux takes 0 for the calling thread, not for its process (setpriority(2), *C library/kernel differences*).
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, lowestPriority)
}

/// The least favourable nice value (setpriority(2)).
private let lowestPriority: CInt = 19
