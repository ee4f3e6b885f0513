internal import Documents
internal import Glibc

/// Connections that are refused, until their clients have begun to ask: an answer that comes before the question confuses
/// clients of HTTP.
struct Farewells {
    /// How long a client has to ask. Our own bound.
    private static let patience = Duration.seconds(1)
    /// How many are waited for, each with its descriptor; of more, the first is answered at once. Our own bound.
    private static let most = 16

    private struct Farewell {
        let socket: AcceptedSocket
        let problem: Problem
        let due: ContinuousClock.Instant
    }

    private var waiting: [Farewell] = []

    /// Whether there are none.
    var isEmpty: Bool { waiting.isEmpty }
    /// The descriptors that tell when a client asks, in the order of ``conclude(_:at:)``.
    var descriptors: [CInt] { waiting.map(\.socket.value) }

    /// Refuses a connection as soon as its client asks.
    mutating func add(_ socket: AcceptedSocket, _ problem: Problem, at now: ContinuousClock.Instant) {
        if waiting.count >= Self.most {
            let first = waiting.removeFirst()
            RefusedConnection.send(first.problem, to: first.socket)
        }
        waiting.append(Farewell(socket: socket, problem: problem, due: now + Self.patience))
    }

    /// Answers those whose clients have asked, or have had their time.
    ///
    /// - Parameters:
    ///   - hasAsked: Of which of the ``descriptors`` something can be read; those that were added since come behind.
    ///   - now: The time.
    mutating func conclude(_ hasAsked: [Bool], at now: ContinuousClock.Instant) {
        var rest: [Farewell] = []
        for (index, farewell) in waiting.enumerated() {
            if (index < hasAsked.count && hasAsked[index]) || farewell.due <= now {
                RefusedConnection.send(farewell.problem, to: farewell.socket)
            } else {
                rest.append(farewell)
            }
        }
        waiting = rest
    }
}
