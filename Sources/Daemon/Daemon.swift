internal import AdminAPI
internal import AdminServer
internal import Administration
internal import FoundationEssentials
internal import Glibc
internal import Logging
internal import Notifiers
internal import Publishing
internal import SQLiteStore
internal import ServiceLifecycle
internal import Serving
internal import StaticFiles
internal import TFTPServer
internal import UnixSignals

/// The daemon: opens everything, serves until it is told to stop, and drains.
public struct Daemon {
    /// Descriptors beside those of transfers, with room to spare.
    private static let otherDescriptors = 1_024

    private let settings: DaemonSettings
    private let logger: Logger

    /// A daemon with the given settings; nothing is opened yet.
    public init(settings: DaemonSettings) {
        self.settings = settings
        var logger = Logger(label: "cnfd") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = settings.logLevel
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT; transfers under way are finished first.
    ///
    /// Whatever can be refused is refused before the database is opened: a busy port changes nothing.
    ///
    /// - Throws: `Problem`, `TFTPServerError` or `StaticDirectoryError`, each with its remedy.
    public func run() async throws {
        // The database, its journal and the socket are nobody else's.
        umask(0o077)
        AdminServer.prepareMemory()
        // A file size limit is a refused write like any other, not the end.
        signal(SIGXFSZ, SIG_IGN)
        // A parent that ignores the end of its children leaves that to what it starts (signal(7)); how a notifier's program
        // ended would be lost.
        signal(SIGCHLD, SIG_DFL)
        // A static file that is being sent is an open file; beside them there are sockets and the database.
        _ = OpenFileLimit.raise(to: settings.tftp.maximumTransfers + Self.otherDescriptors)
        let catalog = Catalog()
        let transfers = TransferJournal(logger: logger)
        let directory = try StateDirectory(path: settings.stateDirectory)
        let server = try tftpServer(try source(catalog), transfers)
        let readers = try Readers.group(settings.readersGroup)
        try AdminServer.prepareSocket(at: settings.controlSocket)
        let store = try SQLiteStore(directory: directory)
        // Everything into the one file at the end: a copy of it is the whole store then.
        defer { store.close() }
        try await catalog.load(from: store)
        transfers.keepFetchRecords(in: store)
        try await group(catalog, transfers, server, store, readers).run()
    }

    private func tftpServer(_ source: any FileSource, _ observer: TransferJournal) throws -> TFTPServer {
        let sockets = HandedOverSockets.take()
        guard sockets.isEmpty else {
            return try TFTPServer(settings: settings.tftp, adopting: sockets, source: source, observer: observer)
        }
        return try TFTPServer(settings: settings.tftp, source: source, observer: observer)
    }

    private func source(_ catalog: Catalog) throws -> any FileSource {
        guard let path = settings.staticDirectory else { return LayeredFileSource([catalog, NoStaticFiles()]) }
        return LayeredFileSource([catalog, try StaticDirectory(path: path)])
    }

    private func group(
        _ catalog: Catalog,
        _ transfers: TransferJournal,
        _ server: TFTPServer,
        _ store: SQLiteStore,
        _ readers: SystemGroup?
    ) -> ServiceGroup {
        let tftp = TFTPService(server: server, logger: logger)
        let administrator = Administrator(
            store: store,
            publisher: Publisher(catalog: catalog),
            version: ProductVersion.text,
            operations: OperationSettings(
                staleAfter: settings.staleAfter,
                tellsPhones: settings.notifier != .none
            ),
            surroundings: HostInspection(settings: settings, server: server, store: store).surroundings,
            clock: { Int(Date().timeIntervalSince1970) }
        )
        let admin = AdminServer(
            administrator: administrator,
            socketPath: settings.controlSocket,
            readers: readers,
            logger: logger,
            onRunning: { [logger, settings] in
                await tftp.waitUntilStarted()
                logger.notice(
                    "ready",
                    metadata: [
                        "version": "\(ProductVersion.text)", "revision": "\(catalog.revision)",
                        "phones": "\(catalog.phoneCount)", "control-socket": "\(settings.controlSocket)",
                    ]
                )
            }
        )
        let operations = OperationService(
            administrator: administrator,
            notifier: settings.notifier.notifier,
            logger: logger
        )
        // Stopped from the last to the first: no phone is told to come, and no wave published, once nobody would answer;
        // and transfers drain while their log is still written.
        let watch = StoreWatchService(store: store, catalog: catalog, logger: logger)
        let retention = RetentionService(store: store, retention: settings.retention, logger: logger)
        let overload = OverloadService(server: server, logger: logger)
        let services: [any Service] =
            [watch, retention, transfers, overload] + certificateCheck(administrator) + [admin, tftp, operations]
        let configuration = ServiceGroupConfiguration(
            services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quietLogger
        )
        return ServiceGroup(configuration: configuration)
    }

    private func certificateCheck(_ administrator: Administrator) -> [any Service] {
        let interval = settings.certificateCheckInterval
        guard interval.seconds > 0 else {
            logger.notice("gateways are not asked for their certificates", metadata: ["interval": "never"])
            return []
        }
        return [CertificateCheckService(administrator: administrator, interval: interval, logger: logger)]
    }

    /// The lifecycle library's own chatter is for debugging.
    private var quietLogger: Logger {
        var quiet = logger
        if quiet.logLevel > .debug { quiet.logLevel = .error }
        return quiet
    }
}
