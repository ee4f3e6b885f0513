internal import Administration
internal import Logging
internal import Notifiers
internal import ServiceLifecycle

/// Carries resets on that go on by themselves: waves that are due, and phones that are to be told.
///
/// Everything it knows stands in the store, so it goes on after a restart where it was.
struct OperationService: Service {
    /// How often it looks. Our own choice: pauses between waves are seconds at least.
    private static let period = Duration.seconds(1)

    let administrator: Administrator
    let notifier: (any PhoneNotifier)?
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await repeating("waves") { try await publishWaves() } }
                // Telling phones takes its time, and no wave waits for it.
                group.addTask { await tellPhones() }
            }
        }
    }

    private func tellPhones() async {
        guard let notifier else {
            // A daemon before this one may have had one.
            return await repeating("notices") { try await administrator.giveUpTelling() }
        }
        var telling = PhoneTelling(administrator, by: notifier)
        await repeating("notices") { try await telling.advance() }
    }

    private func publishWaves() async throws {
        for operation in try await administrator.advanceOperations() {
            logger.info("operation went on", metadata: ["operation": "\(operation)"])
        }
    }

    private func repeating(_ what: Logger.MetadataValue, _ body: () async throws -> Void) async {
        var wasRefused = false
        while !Task.isCancelled {
            do {
                try await body()
                wasRefused = false
            } catch {
                // Tried again each time; told once.
                if !wasRefused, !Task.isCancelled {
                    logger.warning("operations wait", metadata: ["for": what, "reason": "\(error)"])
                }
                wasRefused = true
            }
            try? await Task.sleep(for: Self.period)
        }
    }
}
