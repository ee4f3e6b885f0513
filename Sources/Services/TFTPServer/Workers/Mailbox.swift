internal import NIOConcurrencyHelpers
internal import Platform

/// Requests that one worker hands to another: only where there are fewer listening sockets than workers.
final class Mailbox: Sendable {
    /// A request as it came.
    struct Request {
        var bytes: [UInt8]
        var arrival: DatagramArrival
        /// The receiving worker's number for the address that was asked.
        var group: Int
    }

    /// Requests waiting; a worker that is so far behind drops the rest, and the clients ask again.
    private static let capacity = 4_096

    private let waiting = NIOLockedValueBox<[Request]>([])
    private let wakeUp: WakeUp

    /// A mailbox whose reader waits for `wakeUp`.
    init(_ wakeUp: WakeUp) { self.wakeUp = wakeUp }

    /// Adds a request; `false` when there is no room.
    func post(_ request: Request) -> Bool {
        let count = waiting.withLockedValue { waiting in
            guard waiting.count < Self.capacity else { return 0 }
            waiting.append(request)
            return waiting.count
        }
        if count == 1 { wakeUp.signal() }
        return count > 0
    }

    /// Takes all requests.
    func takeAll() -> [Request] {
        waiting.withLockedValue { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
