internal import NIOConcurrencyHelpers
internal import Platform
public import Serving

/// A read-only TFTP server on its own threads.
///
/// It is bound when it is made, serves from ``start()`` on, and ends with ``drain()``.
public final class TFTPServer: Sendable {
    private enum Phase {
        case bound([WorkerSockets])
        case running
        case drained
    }

    private struct Running {
        var phase: Phase
        var runningWorkers = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// The addresses that are listened on, with their real ports.
    public let localAddresses: [ListenAddress]
    /// What is not as it should be, each with its remedy; for the log.
    public let warnings: [String]

    /// The smallest receive buffer that the kernel gave, in bytes; less than the settings ask for when it would not.
    public let receiveBufferBytes: Int

    /// How many sockets for transfers the server may open beside those it has: while ports are exchanged, old ones stay open
    /// for their transfers.
    public let furtherSockets: Int

    private let state: ServerState
    private let workerCounters: [WorkerCounters]
    private let wakeUps: [WakeUp]
    private let running: NIOLockedValueBox<Running>

    /// Binds the sockets; nothing is answered yet.
    ///
    /// - Parameters:
    ///   - settings: Every knob.
    ///   - source: Where files come from; asked on the packet path.
    ///   - observer: Hears of every request's end; called on the packet path.
    /// - Throws: Which address cannot be used, and what to do about it.
    public convenience init(
        settings: TFTPServerSettings,
        source: any FileSource,
        observer: any TransferObserver
    ) throws(TFTPServerError) {
        var binder = try SocketBinder(settings)
        try binder.bindListenAddresses()
        self.init(binder, source, observer)
    }

    /// Takes over sockets that were bound by someone else, as systemd does (`LISTEN_FDS`); nothing is answered yet.
    ///
    /// With fewer sockets than workers for an address, one worker receives for the others, and a warning says so.
    ///
    /// - Parameters:
    ///   - settings: Every knob; its listen addresses do not matter.
    ///   - sockets: File descriptors of bound UDP sockets; they belong to the server from now on.
    ///   - source: Where files come from; asked on the packet path.
    ///   - observer: Hears of every request's end; called on the packet path.
    /// - Throws: Which socket cannot be used, and what to do about it.
    public convenience init(
        settings: TFTPServerSettings,
        adopting sockets: [CInt],
        source: any FileSource,
        observer: any TransferObserver
    ) throws(TFTPServerError) {
        var binder = try SocketBinder(settings)
        try binder.adopt(sockets)
        self.init(binder, source, observer)
    }

    private init(_ binder: SocketBinder, _ source: any FileSource, _ observer: any TransferObserver) {
        localAddresses = binder.localAddresses
        warnings = binder.warnings
        receiveBufferBytes = binder.receiveBufferBytes
        furtherSockets = binder.workers.reduce(0) { sum, worker in
            sum + worker.groups.count { $0.port != nil } * PortExchange.mostRetired
        }
        state = ServerState(settings: binder.settings, source: source, observer: observer)
        workerCounters = binder.workers.map { _ in WorkerCounters() }
        wakeUps = binder.workers.map(\.wakeUp)
        running = NIOLockedValueBox(Running(phase: .bound(binder.workers)))
    }

    deinit { stop(after: 0) }

    /// Starts the threads; all of them or, when one cannot be, none: then those that had begun stop.
    public func start() throws(TFTPServerError) { try start(on: startThread(named:_:)) }

    /// Starts a thread with a name and a body.
    typealias ThreadStarter = (String, @escaping @Sendable () -> Void) throws(SystemFailure) -> Void

    /// The same with threads of the caller's making.
    func start(on startThread: ThreadStarter) throws(TFTPServerError) {
        let sockets = running.withLockedValue { running -> [WorkerSockets]? in
            guard case .bound(let sockets) = running.phase else { return nil }
            running.phase = .running
            running.runningWorkers = sockets.count
            return sockets
        }
        guard let sockets else {
            throw TFTPServerError(.wrongState, "The server was started already", remedy: "Make a new one")
        }
        for (number, own) in sockets.enumerated() {
            do throws(SystemFailure) {
                try startWorker(number, own, on: startThread)
            } catch {
                workersEnded(sockets.count - number)
                stop()
                throw TFTPServerError(settingUpWorker: error)
            }
        }
    }

    /// Stops taking requests, lets transfers finish for as long as the settings say, and stops.
    public func drain() async {
        stop(after: UInt64(max(0, state.settings.drainTimeoutSeconds)) * 1_000_000)
        await withCheckedContinuation { continuation in
            let isDone = running.withLockedValue { running in
                guard running.runningWorkers > 0 else { return true }
                running.waiting.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    /// Ends every transfer with an ERROR and stops, without waiting.
    public func stop() { stop(after: 0) }

    /// Lets the server open no more than so many sockets beside those it has; with fewer than ``furtherSockets`` ports are
    /// exchanged more slowly when transfers take long.
    public func limitFurtherSockets(to count: Int) { state.furtherSockets.limit(to: count) }

    /// The sockets from which the server asks itself.
    var probeEndpoints: ProbeEndpoints { state.probes }

    /// The counters now.
    public var counters: TFTPServerCounters {
        TFTPServerCounters(workerCounters, activeTransfers: state.activeTransfers)
    }

    private func stop(after microseconds: UInt64) {
        state.drain(until: MonotonicClock.now() + microseconds)
        for wakeUp in wakeUps { wakeUp.signal() }
        // Sockets of a server that never started close here.
        running.withLockedValue { running in running.phase = .drained }
    }

    private func startWorker(
        _ number: Int,
        _ sockets: WorkerSockets,
        on startThread: ThreadStarter
    ) throws(SystemFailure) {
        // The thread holds no reference to the server, so a forgotten server stops.
        let (state, counters) = (state, workerCounters[number])
        let handover = SocketHandover(sockets)
        try startThread("tftp-\(number)") { [weak self] in
            ThreadPriority.preferPromptSlices()
            // Its sockets are closed before the worker counts as ended: whoever waits for the drain may bind again.
            if let sockets = handover.take() {
                var worker = Worker(state: state, counters: counters, sockets: sockets)
                worker.run()
            }
            self?.workersEnded(1)
        }
    }

    /// So many workers have ended, or never began.
    private func workersEnded(_ count: Int) {
        let waiting = running.withLockedValue { running -> [CheckedContinuation<Void, Never>] in
            running.runningWorkers -= count
            guard running.runningWorkers == 0 else { return [] }
            defer { running.waiting = [] }
            return running.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// A worker's sockets on their way to its thread, which then is the only one to hold them.
private final class SocketHandover: Sendable {
    private let sockets: NIOLockedValueBox<WorkerSockets?>

    init(_ sockets: WorkerSockets) { self.sockets = NIOLockedValueBox(sockets) }

    func take() -> WorkerSockets? { sockets.withLockedValue { $0.take() } }
}
