internal import Glibc

/// The number of descriptors this process may open (RLIMIT_NOFILE): each open file and each socket takes one.
public enum OpenFileLimit {
    /// Raises the soft limit as far as the hard one allows, when `wanted` is more than it is.
    ///
    /// - Returns: The limit now.
    public static func raise(to wanted: Int) -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        if limit.rlim_cur < rlim_t(wanted) {
            limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
            _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return Int(clamping: limit.rlim_cur)
    }
}
