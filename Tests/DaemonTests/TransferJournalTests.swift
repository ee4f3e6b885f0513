import Glibc
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

    @Test("Clients that guess names are told of in the background, a few by name and the rest as a number")
    func enumeration() async throws {
        let lines = Lines()
        let journal = TransferJournal(logger: Logger(label: "test") { _ in Capture(lines: lines) })
        for number in 1...20 { journal.enumerationSuspected(client: "192.0.2.\(number)") }
        #expect(lines.all.isEmpty)
        let running = Task { try await journal.run() }
        running.cancel()
        try await running.value
        #expect(
            lines.all == (1...8).map { "enumeration of phone names suspected client=192.0.2.\($0)" } + [
                "enumeration of phone names suspected further-clients=12"
            ]
        )
    }

    @Test("P05: lines that a log no longer takes are given up and counted, whatever is written before them")
    func stalledLog() throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        var lines = TransferLogLines(second: 0, count: 1_000)
        for _ in 0..<1_000 { lines.append(TransferRecord(client: client, file: FileName("file"), outcome: .refused)) }
        // Nobody reads, and a pipe holds 65 536 octets (pipe(7)).
        let missing = lines.write(to: LogOutput(descriptor: ends[1]))
        var taken = [UInt8](repeating: 0, count: 1 << 17)
        let count = read(ends[0], &taken, taken.count)
        #expect(count >= 61_440)
        #expect(missing == 1_000 - taken[..<max(0, count)].count { $0 == UInt8(ascii: "\n") })
    }

    @Test("P05: a log that takes no lines is told nothing else either, and how many it missed once it takes some again")
    func noticesOfStalledLog() async throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let lines = Lines()
        let journal = TransferJournal(
            logger: Logger(label: "test") { _ in Capture(lines: lines, logLevel: .info) },
            output: LogOutput(descriptor: ends[1])
        )
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        let record = TransferRecord(client: client, file: FileName("file"), outcome: .refused)
        func drain() async throws {
            let running = Task { try await journal.run() }
            running.cancel()
            try await running.value
        }
        // More than a pipe holds.
        for _ in 0..<1_000 { journal.transferEnded(record) }
        journal.enumerationSuspected(client: "192.0.2.1")
        try await drain()
        #expect(lines.all.isEmpty)
        let missing = journal.lostEvents
        #expect(missing > 0)

        var taken = [UInt8](repeating: 0, count: 1 << 17)
        #expect(read(ends[0], &taken, taken.count) > 0)
        journal.transferEnded(record)
        try await drain()
        #expect(lines.all == ["transfer events lost count=\(missing) since-start=\(missing)"])
    }
}
