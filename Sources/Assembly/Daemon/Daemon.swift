internal import AdminAPI
internal import AdminServer
internal import Administration
internal import Documents
internal import Glibc
internal import Logging
internal import Notifiers
internal import Platform
internal import Publishing
internal import SQLiteStore
internal import ServiceLifecycle
internal import Serving
internal import StaticFiles
internal import TFTPServer
internal import UnixSignals

/// The daemon: opens everything, serves until it is told to stop, and drains.
struct Daemon {
    private let settings: DaemonSettings
    private let log: LogWriter
    private let logger: Logger

    /// A daemon with the given settings, which logs to `log`; nothing is opened yet.
    init(settings: DaemonSettings, log: LogWriter) {
        self.settings = settings
        self.log = log
        var logger = Logger(label: "cnfd") { WrittenLogHandler(label: $0, writer: log) }
        logger.logLevel = settings.logLevel
        self.logger = logger
    }

    /// Runs until SIGTERM, SIGINT or the end of its terminal; transfers under way are finished first.
    ///
    /// Whatever can be refused is refused before the database is opened: a busy port changes nothing.
    ///
    /// - Throws: `Problem`, `TFTPServerError` or `StaticDirectoryError`, each with its remedy.
    func run() async throws {
        // The database, its journal and the socket are nobody else's.
        umask(0o077)
        AdminServer.prepareMemory()
        AdminServer.prepareEventLoops()
        // A file size limit is a refused write like any other, not the end.
        signal(SIGXFSZ, SIG_IGN)
        // A parent that ignores the end of its children leaves that to what it starts (signal(7)); how a notifier's program
        // ended would be lost.
        signal(SIGCHLD, SIG_DFL)
        let hangup = Hangup.atStart()
        _ = OpenFileLimit.raise(to: DescriptorBudget.roomy)
        warnOfNotifier()
        let catalog = Catalog()
        let transfers = TransferJournal(logger: logger, log: log)
        let directory = try StateDirectory(path: settings.stateDirectory)
        let share = OpenFileShare(most: DescriptorBudget.usualStaticFiles)
        let server = try tftpServer(try source(catalog, share), transfers)
        let budget = try descriptorBudget(oldPorts: server.furtherSockets)
        share.limit(to: budget.staticFiles)
        server.limitFurtherSockets(to: budget.oldPorts)
        let readers = try await Readers.group(settings.readersGroup, logger)
        try await AdminServer.prepareSocket(at: settings.controlSocket)
        let store = try SQLiteStore(directory: directory)
        // Everything into the one file at the end: a copy of it is the whole store then.
        defer { store.close() }
        try await catalog.load(from: store)
        transfers.keepFetchRecords(in: store)
        try await group(catalog, transfers, server, store, readers, budget, hangup).run()
    }

    private func tftpServer(_ source: any FileSource, _ observer: TransferJournal) throws -> TFTPServer {
        let sockets = HandedOverSockets.take()
        guard sockets.isEmpty else {
            return try TFTPServer(settings: settings.tftp, adopting: sockets, source: source, observer: observer)
        }
        return try TFTPServer(settings: settings.tftp, source: source, observer: observer)
    }

    /// Says before the first reset that nobody could be told of it; the program may still be put there.
    private func warnOfNotifier() {
        guard let program = HostInspection.notifierProgram(settings), let obstacle = program.obstacle else { return }
        logger.warning(
            "notifier cannot be run",
            metadata: [
                "path": "\(program.path)", "reason": "\(obstacle)",
                "remedy": "Put the program there and make it executable for the daemon's user.",
            ]
        )
    }

    /// How the descriptors are shared out, now that the sockets that serve have theirs.
    private func descriptorBudget(oldPorts: Int) throws(Problem) -> DescriptorBudget {
        let open = OpenFileLimit.openCount
        let wanted = DescriptorBudget.wanted(open: open, oldPorts: oldPorts)
        let limit = OpenFileLimit.raise(to: wanted)
        let hasNotices = if case .sip = settings.notifier { true } else { false }
        let budget = try DescriptorBudget(
            limit: limit,
            open: open,
            hasStaticFiles: settings.staticDirectory != nil,
            hasNotices: hasNotices,
            oldPorts: oldPorts
        )
        if budget.isTight {
            logger.warning(
                "few files can be open",
                metadata: [
                    "limit": "\(limit)", "wanted": "\(wanted)",
                    "static-files": "\(budget.staticFiles)", "admin-connections": "\(budget.connections)",
                    "gateway-inquiries": "\(budget.inquiries)", "notices": "\(budget.notices)",
                    "remedy": "Raise the hard limit of open files: LimitNOFILE= in the systemd unit, or ulimit -n.",
                ]
            )
        }
        return budget
    }

    private func source(_ catalog: Catalog, _ share: OpenFileShare) throws -> any FileSource {
        guard let path = settings.staticDirectory else { return LayeredFileSource([catalog, NoStaticFiles()]) }
        return LayeredFileSource([catalog, try StaticDirectory(path: path, share: share)])
    }

    private func group(
        _ catalog: Catalog,
        _ transfers: TransferJournal,
        _ server: TFTPServer,
        _ store: SQLiteStore,
        _ readers: SystemGroup?,
        _ budget: DescriptorBudget,
        _ hangup: Hangup
    ) -> ServiceGroup {
        let connections = ConnectionCounters()
        let tftp = TFTPService(server: server, logger: logger)
        let administrator = Administrator(
            store: store,
            publisher: Publisher(catalog: catalog),
            version: ProductVersion.text,
            inquiries: budget.inquiries,
            operations: OperationSettings(
                staleAfter: settings.staleAfter,
                tellsPhones: settings.notifier != .none
            ),
            surroundings: HostInspection(
                settings: settings,
                server: server,
                log: log,
                transfers: transfers,
                store: store
            ).surroundings,
            clock: WallClock.now
        )
        let admin = AdminServer(
            administrator: administrator,
            socketPath: settings.controlSocket,
            readers: readers,
            connectionLimits: ConnectionLimits(total: budget.connections),
            counters: connections,
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
            notifier: settings.notifier.notifier(phonesAtOnce: budget.notices),
            logger: logger
        )
        // Stopped from the last to the first: no phone is told to come, and no wave published, once nobody would answer;
        // and transfers drain while their log is still written.
        let watch = StoreWatchService(store: store, catalog: catalog, logger: logger)
        let retention = RetentionService(store: store, retention: settings.retention, logger: logger)
        let overload = OverloadService(server: server, connections: connections, logger: logger)
        let services: [any Service] =
            [watch, retention, transfers, overload] + hangup.services(logger) + certificateCheck(administrator)
            + [admin, tftp, operations]
        let configuration = ServiceGroupConfiguration(
            services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint] + hangup.signals,
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
