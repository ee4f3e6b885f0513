internal import Administration
internal import Logging
internal import ServiceLifecycle

/// Looks at the gateways' certificates every so often, and logs what begins and what is over.
struct CertificateCheckService: Service {
    let administrator: Administrator
    /// The pause between two rounds.
    let interval: Duration
    let logger: Logger

    /// Runs until the daemon stops; a round under way is given up then.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try await Task.sleep(for: interval)
            }
        }
    }

    private func round() async {
        do {
            try await administrator.checkCertificates { [logger] in Self.log($0, logger) }
        } catch is CancellationError {
            // The daemon stops.
        } catch {
            logger.error("certificates not checked", metadata: ["error": "\(error)"])
        }
    }

    private static func log(_ event: CertificateWatchEvent, _ logger: Logger) {
        var metadata: Logger.Metadata = ["event": "\(event.code)", "srst": "\(event.reference)"]
        guard !event.isOver else {
            logger.notice("certificate warning over", metadata: metadata)
            return
        }
        metadata["text"] = "\(event.text)"
        logger.warning("certificate warning", metadata: metadata)
    }
}
