internal import AdminAPI
internal import AdminClient
internal import CommandLines
internal import UnixSignals

extension AdminCommand {
    /// Waits for an operation's phones, shows how many have come, and ends with how it ended.
    func watch(
        _ id: Int?,
        timeout: Int?,
        _ progress: ProgressOptions,
        _ client: AdminClient
    ) async throws -> ExitStatus {
        // Whoever asks for the latest means one operation, whatever is reset meanwhile.
        let first = try await client.send(ShowOperation(id: id))
        let signals = await UnixSignalsSequence(trapping: .sigint)
        let ending = try await withThrowingTaskGroup(of: WatchEnding.self) { group in
            group.addTask {
                for await _ in signals { return .interrupted }
                return .interrupted
            }
            group.addTask { try await OperationWatcher(first, timeout, progress.progress, client).wait() }
            defer { group.cancelAll() }
            return try await group.next() ?? .interrupted
        }
        switch ending {
        case .interrupted:
            Output.error(
                "Operation \(first.id) goes on without you. Watch it again with cnfctl operation watch \(first.id)."
            )
            return .interrupted
        case .timeout(let report):
            try Output.answer(report, global.format) { OperationText.whole(report) }
            if global.format == .text {
                Output.error("The time is over; operation \(report.id) goes on: cnfctl operation watch \(report.id).")
            }
            return .somePhonesFailed
        case .settled(let report):
            try Output.answer(report, global.format) { OperationText.whole(report) }
            return ExitStatus(ofSettled: report)
        }
    }
}

extension ExitStatus {
    /// The status of an operation whose phones are waited for no more: whoever is stale, was given a later file first, or is
    /// in a wave that was given up, has not got this one.
    init(ofSettled report: OperationReport) {
        let hasMissed = report.counts.stale + report.counts.superseded + report.remaining > 0
        self = hasMissed ? .somePhonesFailed : .done
    }
}

/// How watching ended.
enum WatchEnding: Sendable {
    /// Nobody is waited for any more.
    case settled(OperationReport)
    /// Whoever watched would wait no longer.
    case timeout(OperationReport)
    /// Ctrl-C.
    case interrupted
}

/// Asks for an operation again and again until nobody is waited for any more.
struct OperationWatcher {
    /// How long lies between two questions. Our own choice: fetches are written down about once a second.
    private static let interval = Duration.milliseconds(500)

    private let first: OperationReport
    private let timeout: Duration?
    private let style: ProgressStyle
    private let client: AdminClient

    /// A watcher of the operation in a report.
    init(_ first: OperationReport, _ timeout: Int?, _ style: ProgressStyle, _ client: AdminClient) {
        self.first = first
        self.timeout = timeout.map { .seconds($0) }
        self.style = style
        self.client = client
    }

    /// Waits.
    func wait() async throws -> WatchEnding {
        let start = ContinuousClock.now
        var meter = ProgressMeter(style, of: "phone")
        defer { meter.clear() }
        var report = first
        while report.isRunning {
            if let timeout, start.duration(to: .now) >= timeout { return .timeout(report) }
            meter.show(Progress(report))
            try await Task.sleep(for: Self.interval)
            report = try await client.send(ShowOperation(id: first.id))
        }
        meter.show(Progress(report))
        return .settled(report)
    }
}

extension Progress {
    /// How many of an operation's phones are waited for no more; stale ones count as failed.
    init(_ report: OperationReport) {
        let counts = report.counts
        self.init(
            done: counts.fetched + counts.sent + counts.superseded,
            failed: counts.stale,
            total: counts.changed + report.remaining
        )
    }
}
