internal import Synchronization

/// Looking up a name, which blocks for as long as the resolver likes, on a thread that is left behind at the deadline.
final class NameLookup: Sendable {
    private let answer = Mutex<Result<[SocketAddress], ConnectionFailure>?>(nil)
    private let done: Signal

    private init() throws(ConnectionFailure) { done = try Signal() }

    /// The addresses of a name; of a numeric address, that one.
    ///
    /// - Throws: `nameNotFound`, `lookupFailed`, `timedOut`, `cancelled` or `system`.
    static func addresses(
        of name: String,
        port: UInt16,
        by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(ConnectionFailure) -> [SocketAddress] {
        let lookup = try NameLookup()
        try WorkThread.start {
            let found: Result<[SocketAddress], ConnectionFailure>
            do throws(ConnectionFailure) {
                found = .success(try SocketAddress.lookUp(name, port: port))
            } catch {
                found = .failure(error)
            }
            lookup.answer.withLock { $0 = found }
            lookup.done.raise()
        }
        try Readiness.wait(forReading: lookup.done.descriptor, by: deadline, cancellation, .lookup)
        guard let answer = lookup.answer.withLock({ $0 }) else { throw .nameNotFound }
        return try answer.get()
    }
}
