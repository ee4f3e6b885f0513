internal import Documents
internal import Logging
internal import Platform
internal import ServiceLifecycle

/// Listens on the control socket, and again when the socket's file has gone: whoever removes it leaves the daemon running,
/// but nobody can ask it any more.
struct ControlSocketService: Service {
    /// How often it is looked at. Our own choice: sooner than somebody calls twice.
    private static let period = Duration.seconds(1)

    let socket: ControlSocket
    let logger: Logger
    /// Takes connections from a socket from now on, and from no former one; those that are open are served to their end.
    let onListening: @Sendable (ListeningSocket) -> Void
    /// Called once the socket takes connections.
    let onRunning: @Sendable () async -> Void

    /// Runs until the service group shuts down; then the socket is removed.
    ///
    /// - Throws: `Problem` when the socket cannot be made in the beginning.
    func run() async throws {
        defer { socket.remove() }
        await socket.learnNames()
        onListening(try open())
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [onRunning] in await onRunning() }
                await keep()
            }
        }
    }

    /// Makes the socket again whenever its file is gone or another's.
    private func keep() async {
        var told: Problem?
        while true {
            do { try await Task.sleep(for: Self.period) } catch { return }
            guard !socket.isInPlace else { continue }
            await socket.learnNames()
            do throws(Problem) {
                onListening(try open())
                logger.warning("control socket made again", metadata: ["path": "\(socket.path)"])
                told = nil
            } catch {
                // Tried again each time; told once.
                if told != error { logger.error("control socket gone", metadata: ["problem": "\(error)"]) }
                told = error
            }
        }
    }

    /// Makes way, listens, and shows the socket.
    private func open() throws(Problem) -> ListeningSocket {
        try socket.prepare()
        let listener: ListeningSocket
        do throws(SystemFailure) {
            listener = try ListeningSocket(at: socket.boundPath)
        } catch {
            throw socket.obstacle(error.errno)
        }
        try socket.publish()
        return listener
    }
}
