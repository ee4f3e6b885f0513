internal import Glibc

/// Waiting for several descriptors at once.
struct ReadinessSet {
    private var watched: [pollfd] = []

    /// Watches a descriptor for something to read, or for room to write too.
    ///
    /// - Returns: Its place, for ``isReady(_:)``.
    @discardableResult
    mutating func watch(_ descriptor: CInt, writing: Bool = false) -> Int {
        let events = Int16(POLLIN) | (writing ? Int16(POLLOUT) : 0)
        watched.append(pollfd(fd: descriptor, events: events, revents: 0))
        return watched.count - 1
    }

    /// Waits until one is ready or the time is over.
    ///
    /// - Parameter microseconds: How long at most; `nil` for as long as it takes.
    mutating func wait(microseconds: UInt64?) {
        // Rounded up, so that it does not return before the time.
        let milliseconds = microseconds.map { CInt(clamping: $0 / 1_000 + ($0 % 1_000 > 0 ? 1 : 0)) } ?? -1
        _ = unsafe poll(&watched, nfds_t(watched.count), milliseconds)
    }

    /// Whether there is anything to do, an error included.
    func isReady(_ place: Int) -> Bool { watched[place].revents != 0 }
}
