internal import Glibc
internal import Platform

/// Waiting for one descriptor.
enum Readiness {
    /// Waits until a descriptor can be read, or has an error to tell.
    static func wait(
        forReading descriptor: CInt,
        by deadline: Deadline,
        _ cancellation: Cancellation,
        _ phase: ConnectionFailure.Phase
    ) throws(ConnectionFailure) {
        try wait(for: CInt(POLLIN), of: descriptor, by: deadline, cancellation, phase)
    }

    /// Waits until a descriptor is ready, or has an error to tell.
    ///
    /// - Parameters:
    ///   - events: POLLIN or POLLOUT.
    ///   - descriptor: The descriptor.
    ///   - deadline: When to give up.
    ///   - cancellation: What ends the wait early.
    ///   - phase: What a timeout is told of.
    /// - Throws: `timedOut`, `cancelled` or `system`.
    static func wait(
        for events: CInt,
        of descriptor: CInt,
        by deadline: Deadline,
        _ cancellation: Cancellation,
        _ phase: ConnectionFailure.Phase
    ) throws(ConnectionFailure) {
        var watched = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let ready = unsafe poll(&watched, nfds_t(watched.count), deadline.milliseconds)
            if ready < 0, errno != EINTR { throw ConnectionFailure(SystemFailure.last, phase) }
            if ready == 0 { throw .timedOut(phase) }
            guard ready > 0 else { continue }
            if watched[1].revents != 0 { throw .cancelled }
            if watched[0].revents != 0 { return }
        }
    }
}
