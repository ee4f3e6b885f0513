import Glibc
import Logging
import NIOConcurrencyHelpers
import Platform
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
    private func nowhere() throws -> LogWriter { try LogWriter(descriptor: open("/dev/null", O_WRONLY | O_CLOEXEC)) }

    @Test("Events beyond what can wait are counted and told, not kept")
    func lostEvents() async throws {
        let lines = Lines()
        let journal = TransferJournal(
            logger: Logger(label: "test") { _ in Capture(lines: lines) },
            log: try nowhere(),
            capacity: 3
        )
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
        let journal = TransferJournal(logger: Logger(label: "test") { _ in Capture(lines: lines) }, log: try nowhere())
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

    @Test("Each event is a line behind the log's bounds, and events that were lost are told of in the background")
    func lines() async throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        let log = try LogWriter(descriptor: ends[1])
        let logger = Logger(label: "cnfd") { WrittenLogHandler(label: $0, writer: log) }
        let journal = TransferJournal(logger: logger, log: log, capacity: 100)
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        let record = TransferRecord(client: client, file: FileName("file"), outcome: .cancelled)
        for _ in 0..<105 { journal.transferEnded(record) }
        let running = Task { try await journal.run() }
        running.cancel()
        try await running.value
        log.finish()

        var taken = [UInt8](repeating: 0, count: 1 << 17)
        let count = read(ends[0], &taken, taken.count)
        let lines = String(decoding: taken.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 101)
        #expect(
            lines.dropLast().allSatisfy {
                $0.contains(" client=192.0.2.1:1024 file=file ") && $0.hasSuffix(" [Daemon] transfer ended")
            }
        )
        #expect(lines.last?.hasSuffix(" warning cnfd: count=5 since-start=5 [Daemon] transfer events lost") == true)
    }

    @Test("A flood of names leaves few lines and a count, and takes no room of what proves something")
    func flood() async throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        let log = try LogWriter(descriptor: ends[1])
        let logger = Logger(label: "cnfd") { WrittenLogHandler(label: $0, writer: log) }
        let journal = TransferJournal(logger: logger, log: log, capacity: 200)
        func record(_ low: UInt64, _ name: String, _ outcome: TransferRecord.Outcome) -> TransferRecord {
            let client = ClientAddress(high: 0, low: low, scope: 0, port: 1_024, isIPv6: false)
            return TransferRecord(client: client, file: FileName(name), outcome: outcome)
        }
        for number in 0..<300 {
            journal.transferEnded(record(0xC000_0200 + UInt64(number % 256), "SEP\(number)", .refused))
        }
        for _ in 0..<100 { journal.transferEnded(record(0xC000_0201, "file", .fetched)) }
        #expect(journal.lostEvents == 200)
        let running = Task { try await journal.run() }
        running.cancel()
        try await running.value
        log.finish()
        let lines = Self.lines(of: ends[0])
        #expect(lines.count { $0.contains(" outcome=refused ") } == RefusalLog.perNetwork)
        #expect(lines.count { $0.contains(" outcome=fetched ") } == 100)
        #expect(
            lines.contains {
                $0.hasSuffix(
                    " notice cnfd: count=36 network=192.0.2.0/24 [Daemon] requests without a line of their own"
                )
            }
        )
    }

    /// What a journal leaves in its log once it has run.
    private func lines(_ records: [TransferRecord]) async throws -> [Substring] {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        let log = try LogWriter(descriptor: ends[1])
        let logger = Logger(label: "cnfd") { WrittenLogHandler(label: $0, writer: log) }
        let journal = TransferJournal(logger: logger, log: log)
        for record in records { journal.transferEnded(record) }
        let running = Task { try await journal.run() }
        running.cancel()
        try await running.value
        log.finish()
        return Self.lines(of: ends[0])
    }

    @Test("The name of what was refused is cut in its line; that of what was sent is whole")
    func longNames() async throws {
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        let name = FileName(String(repeating: "n", count: 200))
        let lines = try await lines([
            TransferRecord(client: client, file: name, outcome: .refused),
            TransferRecord(client: client, file: name, outcome: .fetched),
        ])
        let names = lines.compactMap { $0.firstMatch(of: #/ file=(n+(?:\\\.\.\.)?) /#)?.1 }
        #expect(names == [String(repeating: "n", count: 64) + "\\...", String(repeating: "n", count: 200)[...]])
    }

    @Test("What had no line is told when its minute is over, while the journal runs")
    func minuteIsOver() async throws {
        let lines = Lines()
        let second = NIOLockedValueBox(UnixTime(seconds: 1_000))
        let journal = TransferJournal(
            logger: Logger(label: "test") { _ in Capture(lines: lines, logLevel: .info) },
            log: try nowhere(),
            clock: { second.withLockedValue { $0 } }
        )
        let client = ClientAddress(high: 0, low: 0xC000_0201, scope: 0, port: 1_024, isIPv6: false)
        let record = TransferRecord(client: client, file: FileName("file"), outcome: .refused)
        for _ in 0..<RefusalLog.perNetwork + 5 { journal.transferEnded(record) }
        let running = Task { try await journal.run() }
        // It is looked at again and again, and each look finds that a minute has passed since the one before.
        for _ in 0..<15_000 where lines.all.isEmpty {
            second.withLockedValue { $0 = $0 + RefusalLog.window }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(lines.all == ["requests without a line of their own count=5 network=192.0.2.0/24"])
        running.cancel()
        try await running.value
    }

    private static func lines(of descriptor: CInt) -> [Substring] {
        var bytes: [UInt8] = []
        var taken = [UInt8](repeating: 0, count: 1 << 16)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        while case let count = read(descriptor, &taken, taken.count), count > 0 { bytes += taken.prefix(count) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
