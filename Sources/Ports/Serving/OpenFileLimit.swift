internal import Glibc
internal import Synchronization

/// The number of descriptors this process may open (RLIMIT_NOFILE): each open file and each socket takes one.
public enum OpenFileLimit {
    /// The last descriptors, which only what the daemon cannot do without may take: the database's and the log's, and the
    /// one that Swift's thread pool opens every second and ends the process for want of (libdispatch, `workqueue.c`: it
    /// reads `/proc/PID/task/TID/stat`). Our own bound.
    public static let reserve = 32

    private static let present = Atomic<Int>(.max)

    /// Raises the soft limit as far as the hard one allows, when `wanted` is more than it is.
    ///
    /// - Returns: The limit now.
    public static func raise(to wanted: Int) -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        if limit.rlim_cur < rlim_t(wanted) {
            limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
            _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let now = Int(clamping: limit.rlim_cur)
        present.store(now, ordering: .relaxed)
        return now
    }

    /// How many descriptors the process has open, as `/proc` counts them; as many as are usual at the start when it does not
    /// say.
    public static var openCount: Int {
        guard let directory = unsafe opendir("/proc/self/fd") else { return usualCount }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        // Less ".", ".." and the directory itself.
        return max(0, count - 3)
    }

    /// With four threads that serve. Our own guess.
    private static let usualCount = 48

    /// Whether a descriptor that was just opened is one of the reserve, so that it must be closed again: the kernel gives the
    /// lowest that is free, and all before it are taken.
    public static func isReserved(_ descriptor: Int32) -> Bool {
        Int(descriptor) >= present.load(ordering: .relaxed) - reserve
    }
}
