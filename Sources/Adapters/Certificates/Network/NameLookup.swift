internal import Synchronization

/// Looking up a name, which blocks for as long as the resolver likes, on a thread that is left behind at the deadline.
///
/// A name server that never answers leaves no more than so many threads behind.
final class NameLookup: Sendable {
    /// Look-ups under way, those included that nobody waits for any more. Our own bound.
    private static let most = 32
    private static let underWay = Atomic<Int>(0)

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
        // What needs no look-up needs no thread.
        if let addresses = try? SocketAddress.lookUp(name, port: port, isNumeric: true) { return addresses }
        let lookup = try NameLookup()
        guard underWay.wrappingAdd(1, ordering: .relaxed).oldValue < most else {
            underWay.wrappingSubtract(1, ordering: .relaxed)
            throw .lookupFailed(reason: "\(most) earlier look-ups have not been answered yet")
        }
        do throws(ConnectionFailure) {
            try lookup.begin(name, port: port)
        } catch {
            underWay.wrappingSubtract(1, ordering: .relaxed)
            throw error
        }
        try Readiness.wait(forReading: lookup.done.descriptor, by: deadline, cancellation, .lookup)
        guard let answer = lookup.answer.withLock({ $0 }) else { throw .nameNotFound }
        return try answer.get()
    }

    private func begin(_ name: String, port: UInt16) throws(ConnectionFailure) {
        try WorkThread.start { [self] in
            let found: Result<[SocketAddress], ConnectionFailure>
            do throws(ConnectionFailure) {
                found = .success(try SocketAddress.lookUp(name, port: port))
            } catch {
                found = .failure(error)
            }
            answer.withLock { $0 = found }
            done.raise()
            Self.underWay.wrappingSubtract(1, ordering: .relaxed)
        }
    }
}
