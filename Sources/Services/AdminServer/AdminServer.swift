internal import AdminAPI
public import Administration
internal import Documents
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// The admin API on a unix socket: decodes a request, calls its use case, encodes the answer.
public struct AdminServer: Service {
    private let administrator: Administrator
    private let socketPath: String
    private let readers: SystemGroup?
    private let connectionLimits: ConnectionLimits
    private let lifeLimits: ConnectionLife.Limits
    private let counters: ConnectionCounters
    private let logger: Logger
    private let onRunning: @Sendable () async -> Void

    /// A server on the socket at `socketPath`.
    ///
    /// - Parameters:
    ///   - administrator: The use cases.
    ///   - socketPath: Where the socket is made; see ``prepareSocket(at:)``.
    ///   - readers: The group whose members may look and change nothing; none when nobody may but administrators.
    ///   - connectionLimits: How many connections there may be.
    ///   - counters: Counts the connections that are refused.
    ///   - logger: Where requests are logged.
    ///   - onRunning: Called once the socket takes connections.
    public init(
        administrator: Administrator,
        socketPath: String,
        readers: SystemGroup? = nil,
        connectionLimits: ConnectionLimits = .usual,
        counters: ConnectionCounters = ConnectionCounters(),
        logger: Logger,
        onRunning: @Sendable @escaping () async -> Void = {}
    ) {
        self.administrator = administrator
        self.socketPath = socketPath
        self.readers = readers
        self.connectionLimits = connectionLimits
        lifeLimits = ConnectionLife.Limits()
        self.counters = counters
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Makes way for the socket: what an earlier daemon left there is removed.
    ///
    /// - Parameter path: Where the socket will be made.
    /// - Throws: `Problem` when another daemon answers on the socket, or the path cannot be one.
    public static func prepareSocket(at path: String) async throws {
        let socket = ControlSocket(path: path, isForReaders: false)
        await socket.learnNames()
        try socket.prepare()
    }

    /// Has the process give back memory that a large request took; to be called before much is loaded.
    public static func prepareMemory() { MemoryReturn.prepare() }

    /// Threads for all connections, and those of a notifier: they only carry bytes. Each takes three descriptors. Our own
    /// choice.
    private static let eventLoops = 2

    /// Has the process use few threads for connections, however many processors there are; to be called before the first.
    public static func prepareEventLoops() { NIOSingletons.groupLoopCountSuggestion = eventLoops }

    /// Answers until the service group shuts down; then the socket is removed. A socket that goes before is made again.
    ///
    /// - Throws: `Problem` when the socket cannot be made.
    public func run() async throws {
        let socket = ControlSocket(path: socketPath, isForReaders: readers != nil)
        let connections = connections { [readers] in
            AccessRules(daemonUser: geteuid(), administrators: socket.administrators, readers: readers)
        }
        let acceptor = ConnectionAcceptor(onShortage: counters.countShortage) { connections.arrived($0) }
        let service = ControlSocketService(
            socket: socket,
            logger: logger,
            onListening: { acceptor.listen(on: $0) },
            onRunning: onRunning
        )
        let stop: @Sendable () -> Void = {
            acceptor.stop()
            connections.quiesce()
        }
        defer { stop() }
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await connections.serve() }
                do {
                    try await service.run()
                } catch {
                    stop()
                    throw error
                }
                try await group.waitForAll()
            }
        } onGracefulShutdown: {
            stop()
        }
    }

    private func connections(_ rules: @Sendable @escaping () -> AccessRules) -> AdminConnections {
        var routes = AdminRoutes(logger: logger, rules: rules)
        administrator.registerOperations(with: &routes)
        let responder = AdminResponder(routes: routes.router.buildResponder(), logger: quiet(logger))
        let http = HTTP1Channel { request, writer, channel in
            try await responder.respond(request, writer, channel)
        }
        return AdminConnections(
            http,
            limits: connectionLimits,
            lifeLimits: lifeLimits,
            counters: counters,
            logger: quiet(logger)
        ) { peer in
            rules().rank(of: peer)
        }
    }

    /// The framework's own chatter is for debugging.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .error }
        return logger
    }
}
