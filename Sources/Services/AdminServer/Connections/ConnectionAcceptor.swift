internal import Documents
internal import Glibc
internal import NIOConcurrencyHelpers
internal import NIOPosix

/// Takes connections off the listening socket, on a thread of its own.
///
/// It never ends for want of descriptors, and never spins: it pauses, and those who wait to be taken wait on.
final class ConnectionAcceptor: Sendable {
    /// How long it pauses when no descriptor can be had, in microseconds. Our own choice.
    private static let pause: useconds_t = 100_000
    /// How often it looks whether a refused client has had its time, in milliseconds. Our own choice.
    private static let farewellLooks: CInt = 100
    /// How many it takes before it looks after those it refused. Our own choice.
    private static let mostAtOnce = 64

    private struct State {
        var listener: ListeningSocket?
        var isStopped = false
    }

    private let state: NIOLockedValueBox<State>
    private let onArrival: @Sendable (AcceptedSocket) -> Problem?
    private let onShortage: @Sendable () -> Void

    /// - Parameters:
    ///   - onShortage: Called when a connection cannot be taken for want of descriptors, at most ten times a second.
    ///   - onArrival: Takes each connection, or answers why it is refused; called on the acceptor's thread, which it must not
    ///     hold.
    init(
        onShortage: @Sendable @escaping () -> Void,
        onArrival: @Sendable @escaping (AcceptedSocket) -> Problem?
    ) {
        state = NIOLockedValueBox(State())
        self.onShortage = onShortage
        self.onArrival = onArrival
    }

    /// Takes connections from a listening socket, and no more from the former: the path may lead elsewhere by now.
    func listen(on listener: ListeningSocket) {
        let (former, isStopped) = state.withLockedValue { state in
            defer { state.listener = listener }
            return (state.listener, state.isStopped)
        }
        if let former {
            former.shutDown()
        } else if !isStopped {
            start()
        }
    }

    /// Takes no more connections.
    func stop() {
        let listener = state.withLockedValue { state in
            state.isStopped = true
            return state.listener
        }
        listener?.shutDown()
    }

    private func start() {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        pool.submit { _ in
            self.run()
            pool.shutdownGracefully { _ in }
        }
    }

    private func run() {
        var farewells = Farewells()
        while let listener = state.withLockedValue({ $0.isStopped ? nil : $0.listener }) {
            let wait = farewells.isEmpty ? -1 : Self.farewellLooks
            let ready = listener.wait(with: farewells.descriptors, milliseconds: wait)
            farewells.conclude(ready.others, at: .now)
            if ready.isReady { takeAll(from: listener, &farewells) }
            // Shut down: soon there is another, or the end.
            if ready.isGone { usleep(Self.pause) }
        }
        farewells.conclude(farewells.descriptors.map { _ in true }, at: .now)
    }

    private func takeAll(from listener: ListeningSocket, _ farewells: inout Farewells) {
        for _ in 0..<Self.mostAtOnce {
            switch listener.accept() {
            case .connection(let socket):
                if let refusal = onArrival(socket) { farewells.add(socket, refusal, at: .now) }
            case .nobody: return
            case .shortage:
                onShortage()
                usleep(Self.pause)
                return
            }
        }
    }
}
