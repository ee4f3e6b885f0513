internal import Synchronization

/// What happened, in order, told from several threads.
final class Events: Sendable {
    private let log = Mutex<[String]>([])

    var all: [String] { log.withLock { $0 } }

    func add(_ event: String) { log.withLock { $0.append(event) } }
}

/// What a body of a check throws on purpose.
struct Abandoned: Error {}
