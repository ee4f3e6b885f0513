internal import AdminAPI
internal import Administration
internal import Logging
internal import ServiceLifecycle

/// Looks at the gateways' certificates every so often, and logs what begins and what is over.
struct CertificateCheckService: Service {
    let administrator: Administrator
    /// The pause between two rounds.
    let interval: TimeSpan
    let logger: Logger

    /// Runs until the daemon stops; a round under way is given up then.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            await announce()
            while !Task.isCancelled {
                await round()
                try await Task.sleep(for: .seconds(interval.seconds))
            }
        }
    }

    /// Says whom it is about to ask before the first packet leaves, and how not to: a copy of a site may be started in a lab
    /// that can reach the site's gateways.
    private func announce() async {
        guard let gateways = try? await administrator.gatewaysToCheck() else { return }
        logger.notice(
            "gateways are asked for their certificates",
            metadata: [
                "gateways": "\(gateways)", "interval": "\(interval)",
                "text": "To ask none, start cnfd with --certificate-check-interval never.",
            ]
        )
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
