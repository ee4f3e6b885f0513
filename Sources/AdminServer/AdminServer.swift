internal import AdminAPI
public import Administration
internal import Documents
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// The admin API on a unix socket: decodes a request, calls its use case, encodes the answer.
public struct AdminServer: Service {
    private let administrator: Administrator
    private let socketPath: String
    private let readers: SystemGroup?
    private let logger: Logger
    private let onRunning: @Sendable () async -> Void

    /// A server on the socket at `socketPath`.
    ///
    /// - Parameters:
    ///   - administrator: The use cases.
    ///   - socketPath: Where the socket is made; see ``prepareSocket(at:)``.
    ///   - readers: The group whose members may look and change nothing; none when nobody may but administrators.
    ///   - logger: Where requests are logged.
    ///   - onRunning: Called once the socket takes connections.
    public init(
        administrator: Administrator,
        socketPath: String,
        readers: SystemGroup? = nil,
        logger: Logger,
        onRunning: @Sendable @escaping () async -> Void = {}
    ) {
        self.administrator = administrator
        self.socketPath = socketPath
        self.readers = readers
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Makes way for the socket: what an earlier daemon left there is removed.
    ///
    /// - Parameter path: Where the socket will be made.
    /// - Throws: `Problem` when another daemon answers on the socket, or the path cannot be one.
    public static func prepareSocket(at path: String) throws {
        try ControlSocket(path: path, isForReaders: false).prepare()
    }

    /// Has the process give back memory that a large request took; to be called before much is loaded.
    public static func prepareMemory() { MemoryReturn.prepare() }

    /// Answers until the service group shuts down; then the socket is removed. A socket that goes before is made again.
    ///
    /// - Throws: `Problem` when the socket cannot be made.
    public func run() async throws {
        let socket = ControlSocket(path: socketPath, isForReaders: readers != nil)
        var routes = AdminRoutes(logger: logger) { [readers] in
            AccessRules(daemonUser: geteuid(), administrators: socket.administrators, readers: readers)
        }
        administrator.registerOperations(with: &routes)
        let responder = routes.router.buildResponder()
        let service = ControlSocketService(
            socket: socket,
            logger: logger,
            listen: { [logger] path, isListening in
                let application = Application(
                    responder: responder,
                    configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
                    onServerRunning: isListening,
                    logger: quiet(logger)
                )
                try await application.run()
            },
            onRunning: onRunning
        )
        try await service.run()
    }

    /// The framework's own chatter is for debugging.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .error }
        return logger
    }
}
