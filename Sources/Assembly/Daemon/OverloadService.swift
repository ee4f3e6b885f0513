internal import AdminServer
internal import Logging
internal import ServiceLifecycle
internal import TFTPServer

/// Tells the log what the server passes over in silence, at most once a minute: phones that are dropped hear nothing, so
/// somebody else has to.
struct OverloadService: Service {
    private static let period = Duration.seconds(60)

    let server: TFTPServer
    let connections: ConnectionCounters
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
        tell("requests dropped", report.news { counters[$0] })
        tell("connections refused", report.news(of: connections))
    }

    private func tell(_ message: Logger.Message, _ news: [OverloadReport.News]) {
        guard !news.isEmpty else { return }
        logger.warning(
            message,
            metadata: Dictionary(uniqueKeysWithValues: news.map { ($0.name, "\($0.count)") })
        )
    }
}

/// What has been dropped since the last look.
struct OverloadReport {
    /// What the server drops of its own accord, or loses. Clients of other networks are dropped because somebody wants it, and
    /// requests during a drain because somebody else will answer.
    static let counters: [TFTPServerCounter] = [
        .droppedTransferLimit, .droppedUnacknowledged, .crowdedOut, .droppedRequestRate, .droppedBacklog,
        .droppedTranslation, .droppedOpenFiles, .receiveQueueDrops, .sendFailures,
    ]

    /// What has gone up, and by how much.
    struct News: Hashable {
        var name: String
        var count: Int
    }

    private var seen: [String: Int] = [:]

    /// What the server has dropped since the last call.
    mutating func news(_ value: (TFTPServerCounter) -> Int) -> [News] {
        Self.counters.compactMap { news(of: $0.name, value($0)) }
    }

    /// What has become of connections to the control socket since the last call.
    mutating func news(of connections: ConnectionCounters) -> [News] {
        [("refused", connections.refused), ("delayed", connections.delayed)].compactMap { news(of: $0, $1) }
    }

    private mutating func news(of name: String, _ now: Int) -> News? {
        let former = seen.updateValue(now, forKey: name) ?? 0
        return now > former ? News(name: name, count: now - former) : nil
    }
}
