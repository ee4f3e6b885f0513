internal import CDatagram

/// When the calling thread gets a processor.
public enum ThreadPriority {
    /// In nanoseconds: the shortest that the kernel grants. A worker's batch takes less than as much.
    private static let shortestSlice: UInt64 = 100_000

    /// Has it stand behind all others for good: where processors are few it gets what they leave, and a small share.
    public static func lower() { datagram_lower_thread() }

    /// Has it run as soon as it has something to do, if only for a moment at a time.
    ///
    /// A thread that goes through a whole site keeps its processor for a slice, some milliseconds, before one that wakes up may
    /// have it. Who asks for short slices need not wait for that (since Linux 6.12, sched_setattr(2)), and gets no larger share
    /// by it.
    public static func preferPromptSlices() { datagram_shorten_slices(shortestSlice) }
}
