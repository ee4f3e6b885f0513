internal import Documents
internal import Logging
internal import Publishing
internal import SQLiteStore
internal import ServiceLifecycle

/// Looks after the store while the daemon runs, and logs what becomes of it: files that were taken away, a disk that takes
/// nothing and one that does again, and published files that were altered.
struct StoreWatchService: Service {
    /// Our own choice: what is deleted leaves the write-ahead log as soon.
    private static let period = Duration.seconds(1)
    /// After how many periods a disk that takes nothing is asked again, and the log emptied of what was overwritten.
    private static let longPeriod = 10
    /// So many altered files are named; the rest is counted. Our own bound.
    private static let mostNames = 20

    let store: SQLiteStore
    let catalog: Catalog
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var known: Problem?
            logAltered()
            var count = 0
            while !Task.isCancelled {
                let obstacle = store.obstacle
                if obstacle != known { log(obstacle) }
                known = obstacle
                try? await Task.sleep(for: Self.period)
                count += 1
                await store.attend(isLong: count % Self.longPeriod == 0)
            }
        }
    }

    private func log(_ obstacle: Problem?) {
        guard let obstacle else {
            logger.notice("changes are taken again")
            return
        }
        logger.error(
            "changes are refused, phones are served",
            metadata: ["code": "\(obstacle.code)", "reason": "\(obstacle)"]
        )
    }

    private func logAltered() {
        let altered = catalog.altered
        for file in altered.prefix(Self.mostNames) {
            logger.error(
                "a published file was altered in the database",
                metadata: ["file": "\(file.file)", "served": "\(file.isServed)"]
            )
        }
        guard altered.count > Self.mostNames else { return }
        logger.error("published files were altered in the database", metadata: ["count": "\(altered.count)"])
    }
}
