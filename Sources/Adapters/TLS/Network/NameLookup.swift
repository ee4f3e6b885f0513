internal import NIOConcurrencyHelpers
package import Platform
internal import Synchronization

/// Looking up a name, which blocks for as long as the resolver likes, on a thread that is left behind at the deadline.
///
/// A name server that never answers leaves no more than so many threads behind.
package final class NameLookup: Sendable {
    /// Look-ups under way, those included that nobody waits for any more. Our own bound.
    private static let most = 32
    private static let underWay = Atomic<Int>(0)

    private let answer = NIOLockedValueBox<Result<[SocketAddress], LookupFailure>?>(nil)
    private let done: WakeUp

    private init() throws(SystemFailure) { done = try WakeUp() }

    /// The addresses of a name; of a numeric address, that one.
    ///
    /// - Throws: `nameNotFound`, `lookupFailed`, `timedOut`, `cancelled` or `system`.
    package static func addresses(
        of name: String,
        port: UInt16,
        by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(ConnectionFailure) -> [SocketAddress] {
        // What needs no look-up needs no thread.
        if let addresses = try? SocketAddress.lookUp(name, port: port, isNumeric: true) { return addresses }
        let lookup: NameLookup
        do throws(SystemFailure) {
            lookup = try NameLookup()
        } catch {
            throw ConnectionFailure(error, .lookup)
        }
        guard underWay.wrappingAdd(1, ordering: .relaxed).oldValue < most else {
            underWay.wrappingSubtract(1, ordering: .relaxed)
            throw .lookupFailed(reason: "\(most) earlier look-ups have not been answered yet")
        }
        do throws(SystemFailure) {
            try lookup.begin(name, port: port)
        } catch {
            underWay.wrappingSubtract(1, ordering: .relaxed)
            throw ConnectionFailure(error, .lookup)
        }
        try Readiness.wait(forReading: lookup.done.descriptor, by: deadline, cancellation, .lookup)
        guard let answer = lookup.answer.withLockedValue({ $0 }) else { throw .nameNotFound }
        do throws(LookupFailure) {
            return try answer.get()
        } catch {
            throw ConnectionFailure(error)
        }
    }

    private func begin(_ name: String, port: UInt16) throws(SystemFailure) {
        try startThread(named: "name look-up") { [self] in
            let found: Result<[SocketAddress], LookupFailure>
            do throws(LookupFailure) {
                found = .success(try SocketAddress.lookUp(name, port: port))
            } catch {
                found = .failure(error)
            }
            answer.withLockedValue { $0 = found }
            done.signal()
            Self.underWay.wrappingSubtract(1, ordering: .relaxed)
        }
    }
}
