internal import Dispatch
internal import Documents
internal import NIOConcurrencyHelpers

/// Hands a sheet over while it comes: from the task that reads a connection to the thread on which the store saves rows.
///
/// At most a megabyte lies between the two. A sheet that stops coming is given up, for whoever saves it may hold the store's
/// only writer.
final class SheetFeed: Sendable {
    /// How many octets may lie here before the connection is read no further. Our own choice.
    private static let capacity = 1 << 20
    /// How long the next octets may take, and how long all of them may be waited for together. Our own bounds: cnfctl reads a
    /// file faster than rows are saved, and a pipe before it sends anything.
    private static let longestWait = DispatchTimeInterval.seconds(5)
    private static let longestWaits = Duration.seconds(15)

    private struct State {
        var chunks: [[UInt8]] = []
        var size = 0
        var isOver = false
        var failure: (any Error)?
        /// Whether nobody takes anything any more.
        var isAbandoned = false
        var waited = Duration.zero
        /// Whoever waits for room.
        var producer: CheckedContinuation<Void, Never>?
    }

    private let state = NIOLockedValueBox(State())
    private let available = DispatchSemaphore(value: 0)

    /// Gives the next octets; returns when there is room for more.
    ///
    /// - Returns: Whether more is wanted.
    func give(_ chunk: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLockedValue { state in
                state.chunks.append(chunk)
                state.size += chunk.count
                guard state.size > Self.capacity, !state.isAbandoned else { return true }
                state.producer = continuation
                return false
            }
            available.signal()
            if goesOn { continuation.resume() }
        }
        return state.withLockedValue { !$0.isAbandoned }
    }

    /// Says that there is no more, or why there is none.
    func end(_ failure: (any Error)? = nil) {
        state.withLockedValue { state in
            state.isOver = true
            state.failure = failure
        }
        available.signal()
    }

    /// Says that nothing more is wanted.
    func abandon() {
        let producer = state.withLockedValue { state in
            state.isAbandoned = true
            return state.producer.take()
        }
        producer?.resume()
    }

    /// The next octets, waited for on this thread; none at the end.
    ///
    /// - Throws: Why there are none; `Problem` when they do not come.
    func next() throws -> [UInt8]? {
        let start = ContinuousClock.now
        guard available.wait(timeout: .now() + Self.longestWait) == .success else { throw Self.stalled }
        let (chunk, producer, failure) = state.withLockedValue { state in
            state.waited += ContinuousClock.now - start
            guard !state.chunks.isEmpty else { return (nil as [UInt8]?, state.producer.take(), state.failure) }
            let chunk = state.chunks.removeFirst()
            state.size -= chunk.count
            let tooSlow = state.waited > Self.longestWaits ? Self.stalled : nil
            return (chunk, state.size > Self.capacity ? nil : state.producer.take(), tooSlow)
        }
        producer?.resume()
        if let failure { throw failure }
        // The end stays the end.
        if chunk == nil { available.signal() }
        return chunk
    }

    private static let stalled = Problem(
        .unavailable,
        code: "import-stalled",
        "The sheet came too slowly; nothing was saved.",
        object: "CSV file",
        hint: "Write it to a file first, and import that."
    )
}
