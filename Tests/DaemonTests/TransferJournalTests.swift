import Logging
import NIOConcurrencyHelpers
import Serving
import Testing

@testable import Daemon

/// What was logged: the message and its metadata.
private final class Lines: Sendable {
    private let lines = NIOLockedValueBox<[String]>([])

    var all: [String] { lines.withLockedValue { $0 } }

    func add(_ line: String) { lines.withLockedValue { $0.append(line) } }
}

private struct Capture: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted()
        lines.add(([event.message.description] + facts).joined(separator: " "))
    }
}

@Suite("The journal of transfers")
struct TransferJournalTests {
    @Test("Events beyond what can wait are counted and told, not kept")
    func lostEvents() async throws {
        let lines = Lines()
        let journal = TransferJournal(logger: Logger(label: "test") { _ in Capture(lines: lines) }, capacity: 3)
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        let record = TransferRecord(client: client, file: FileName("file"), outcome: .fetched)
        for _ in 0..<10 { journal.transferEnded(record) }
        #expect(journal.lostEvents == 7)
        let running = Task { try await journal.run() }
        running.cancel()
        try await running.value
        #expect(lines.all == ["transfer events lost count=7 since-start=7"])
    }

    @Test("A client that guesses names is told at once")
    func enumeration() {
        let lines = Lines()
        let journal = TransferJournal(logger: Logger(label: "test") { _ in Capture(lines: lines) })
        journal.enumerationSuspected(client: "192.0.2.1")
        #expect(lines.all == ["enumeration of phone names suspected client=192.0.2.1"])
    }
}
