internal import Logging
internal import ServiceLifecycle
internal import TFTPServer

/// The TFTP server as one of the daemon's services: it starts, waits to be told, and drains.
final class TFTPService: Service {
    private let server: TFTPServer
    private let logger: Logger
    private let started = AsyncStream<Void>.makeStream()

    init(server: TFTPServer, logger: Logger) {
        self.server = server
        self.logger = logger
    }

    func run() async throws {
        for warning in server.warnings { logger.warning("tftp", metadata: ["warning": "\(warning)"]) }
        try server.start()
        for address in server.localAddresses { logger.notice("tftp listens", metadata: ["address": "\(address)"]) }
        started.continuation.finish()
        try? await gracefulShutdown()
        logger.notice("draining", metadata: ["transfers": "\(server.counters.activeTransfers)"])
        await server.drain()
        logger.notice("stopped")
    }

    /// Returns once requests are answered.
    func waitUntilStarted() async {
        for await _ in started.stream {}
    }
}
