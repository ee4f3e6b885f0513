internal import Documents
internal import Glibc
internal import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import ServiceLifecycle

/// Listens on the control socket, and again when the socket's file has gone: whoever removes it leaves the daemon running,
/// but nobody can ask it any more.
struct ControlSocketService: Service {
    /// How often it is looked at. Our own choice: sooner than somebody calls twice.
    private static let period = Duration.seconds(1)

    let socket: ControlSocket
    let logger: Logger
    /// Listens on a path until the service group shuts down or the channel it gives to the closure is closed, and its
    /// connections with it.
    let listen:
        @Sendable (_ path: String, _ isListening: @Sendable @escaping (any Channel) async -> Void) async throws -> Void
    /// Called once the socket takes connections.
    let onRunning: @Sendable () async -> Void

    func run() async throws {
        defer { socket.remove() }
        try await withThrowingTaskGroup(of: Event.self) { group in
            guard var server = try await open(in: &group) else { return try await group.waitForAll() }
            group.addTask { [onRunning] in
                await onRunning()
                return .done
            }
            group.addTask { await untilGone() }
            var told: Problem?
            for try await event in group where event == .gone {
                do throws(Problem) {
                    guard let next = try await open(in: &group) else { continue }
                    logger.warning("control socket made again", metadata: ["path": "\(socket.path)"])
                    server.retire()
                    server = next
                    told = nil
                } catch {
                    // Tried again each time; told once.
                    if told != error { logger.error("control socket gone", metadata: ["problem": "\(error)"]) }
                    told = error
                }
                group.addTask { await untilGone() }
            }
        }
    }

    private enum Event: Equatable {
        case done
        case gone
    }

    /// Waits until the socket's file is gone or another's; ends with the daemon, too.
    private func untilGone() async -> Event {
        await cancelWhenGracefulShutdown {
            repeat {
                do { try await Task.sleep(for: Self.period) } catch { return .done }
            } while socket.isInPlace
            return .gone
        }
    }

    /// Makes way, listens, and shows the socket.
    ///
    /// - Returns: What listens; none when the daemon stops.
    private func open(in group: inout ThrowingTaskGroup<Event, any Error>) async throws(Problem) -> Listening? {
        try socket.prepare()
        let server = Listening()
        let (outcomes, outcome) = AsyncStream<Result<Void, Problem>>.makeStream()
        group.addTask { [socket, listen] in
            defer { outcome.finish() }
            do {
                try await listen(socket.boundPath) { channel in
                    server.began(channel)
                    do throws(Problem) {
                        try socket.publish()
                        outcome.yield(.success(()))
                    } catch {
                        server.retire()
                        outcome.yield(.failure(error))
                    }
                }
            } catch let error as IOError where !server.hasBegun {
                outcome.yield(.failure(socket.obstacle(error.errnoCode)))
            } catch  where server.isRetired {
                // Its channel was closed, which the framework takes for a fault.
            }
            return .done
        }
        for await outcome in outcomes {
            try outcome.get()
            return server
        }
        return nil
    }
}

/// What listens, and whether it is still wanted.
private final class Listening: Sendable {
    private struct State {
        var channel: (any Channel)?
        var isRetired = false
    }

    private let state = NIOLockedValueBox(State())

    var hasBegun: Bool { state.withLockedValue { $0.channel != nil } }
    var isRetired: Bool { state.withLockedValue(\.isRetired) }

    func began(_ channel: any Channel) { state.withLockedValue { $0.channel = channel } }

    /// Takes no more connections; those that are open are served to their end.
    func retire() {
        let channel = state.withLockedValue { state in
            state.isRetired = true
            return state.channel
        }
        channel?.close(promise: nil)
    }
}
