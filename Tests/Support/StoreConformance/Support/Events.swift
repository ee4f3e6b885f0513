internal import NIOConcurrencyHelpers

/// What happened, in order, told from several threads.
final class Events: Sendable {
    private let log = NIOLockedValueBox<[String]>([])

    var all: [String] { log.withLockedValue { $0 } }

    func add(_ event: String) { log.withLockedValue { $0.append(event) } }
}

/// What a body of a check throws on purpose.
struct Abandoned: Error {}
