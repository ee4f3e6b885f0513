internal import Documents
internal import Logging
internal import Platform
internal import ServiceLifecycle
internal import Store

/// Drops revisions that need not be kept any more, at the start and every hour.
struct RetentionService: Service {
    private static let period = Duration.seconds(3600)

    let store: any StorePort
    let retention: Retention
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await prune()
                try? await Task.sleep(for: Self.period)
            }
        }
    }

    private func prune() async {
        do {
            let now = WallClock.now()
            guard let outcome = try await store.prune(retention, now: now) else { return }
            logger.info(
                "old revisions dropped",
                metadata: ["oldest-kept": "\(outcome.oldestKept)", "files": "\(outcome.droppedFiles)"]
            )
        } catch {
            // Phones are served all the same; the next hour tries again.
            logger.warning("old revisions could not be dropped", metadata: ["reason": "\(error)"])
        }
    }
}
