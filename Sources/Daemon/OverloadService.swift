internal import Logging
internal import ServiceLifecycle
internal import TFTPServer

/// Tells the log what the server passes over in silence, at most once a minute: phones that are dropped hear nothing, so
/// somebody else has to.
struct OverloadService: Service {
    private static let period = Duration.seconds(60)

    let server: TFTPServer
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var report = OverloadReport()
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.period)
                tell(&report)
            }
        }
    }

    private func tell(_ report: inout OverloadReport) {
        let counters = server.counters
        let news = report.news { counters[$0] }
        guard !news.isEmpty else { return }
        logger.warning(
            "requests dropped",
            metadata: Dictionary(uniqueKeysWithValues: news.map { ($0.counter.name, "\($0.count)") })
        )
    }
}

/// What has been dropped since the last look.
struct OverloadReport {
    /// What the server drops of its own accord, or loses. Clients of other networks are dropped because somebody wants it, and
    /// requests during a drain because somebody else will answer.
    static let counters: [TFTPServerCounter] = [
        .droppedTransferLimit, .droppedUnacknowledged, .droppedRequestRate, .droppedBacklog, .droppedTranslation,
        .droppedOpenFiles, .receiveQueueDrops, .sendFailures,
    ]

    private var seen: [TFTPServerCounter: Int] = [:]

    /// What has gone up since the last call, and by how much.
    mutating func news(_ value: (TFTPServerCounter) -> Int) -> [(counter: TFTPServerCounter, count: Int)] {
        Self.counters.compactMap { counter in
            let now = value(counter)
            let former = seen.updateValue(now, forKey: counter) ?? 0
            return now > former ? (counter, now - former) : nil
        }
    }
}
