internal import Documents
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// The connections to the control socket: each is let in or refused, answered, and ended.
final class AdminConnections: Sendable {
    /// One that was let in.
    struct Arrival: Sendable {
        let socket: AcceptedSocket
        let visitor: ConnectionGate.Visitor
    }

    private struct Open {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isQuiescing = false
    }

    private let http: HTTP1Channel
    private let rank: @Sendable (PeerCredentials) -> ConnectionRank
    private let lifeLimits: ConnectionLife.Limits
    private let logger: Logger
    private let gate: NIOLockedValueBox<ConnectionGate>
    private let open = NIOLockedValueBox(Open())
    private let counters: ConnectionCounters
    /// Those that were let in and nobody answers yet.
    private let arrivals: AsyncStream<Arrival>
    private let continuation: AsyncStream<Arrival>.Continuation

    /// - Parameters:
    ///   - http: What answers requests.
    ///   - limits: How many there may be.
    ///   - lifeLimits: How long a client may keep one waiting.
    ///   - counters: Counts those that are refused.
    ///   - logger: The framework's.
    ///   - rank: What somebody may do.
    init(
        _ http: HTTP1Channel,
        limits: ConnectionLimits,
        lifeLimits: ConnectionLife.Limits,
        counters: ConnectionCounters,
        logger: Logger,
        rank: @Sendable @escaping (PeerCredentials) -> ConnectionRank
    ) {
        self.http = http
        self.rank = rank
        self.lifeLimits = lifeLimits
        self.logger = logger
        self.counters = counters
        gate = NIOLockedValueBox(ConnectionGate(limits))
        (arrivals, continuation) = AsyncStream.makeStream(of: Arrival.self)
    }

    /// Lets a connection in, or answers why it is refused.
    func arrived(_ socket: AcceptedSocket) -> Problem? {
        // Whoever has waited too long to be taken takes no place from those who still wait.
        guard !socket.isDeserted else { return nil }
        guard !socket.isOfReserve else {
            counters.countRefusal()
            // At once: it must not keep what it took.
            RefusedConnection.send(RefusedConnection.noDescriptors, to: socket)
            return nil
        }
        let credentials = socket.credentials
        let visitor = ConnectionGate.Visitor(
            user: credentials?.user ?? .max,
            rank: credentials.map(rank) ?? .stranger
        )
        if let refusal = gate.withLockedValue({ $0.arrived(visitor) }) {
            counters.countRefusal()
            // Not looked up: this must not wait.
            let name = UserName.known(visitor.user) ?? "uid \(visitor.user)"
            return RefusedConnection.problem(refusal, name)
        }
        continuation.yield(Arrival(socket: socket, visitor: visitor))
        return nil
    }

    /// Answers all until ``quiesce()`` and the last connection's end.
    func serve() async {
        await withDiscardingTaskGroup { group in
            for await arrival in arrivals { group.addTask { await self.serve(arrival) } }
        }
    }

    /// Answers a connection's requests until it ends.
    private func serve(_ arrival: Arrival) async {
        // The place is free once the descriptor is.
        defer { gate.withLockedValue { $0.left(arrival.visitor) } }
        guard let value = try? await channel(over: arrival.socket) else { return }
        let channel = value.channel
        opened(channel)
        await http.handle(value: value, logger: logger)
        channel.close(promise: nil)
        try? await channel.closeFuture.get()
        open.withLockedValue { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Lets nobody in any more, and ends each connection once its request is answered.
    func quiesce() {
        continuation.finish()
        let channels = open.withLockedValue { open in
            open.isQuiescing = true
            return Array(open.channels.values)
        }
        for channel in channels { Self.quiesce(channel) }
    }

    private func opened(_ channel: any Channel) {
        let isQuiescing = open.withLockedValue { open in
            open.channels[ObjectIdentifier(channel)] = channel
            return open.isQuiescing
        }
        if isQuiescing { Self.quiesce(channel) }
    }

    private static func quiesce(_ channel: any Channel) {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    private func channel(over socket: AcceptedSocket) async throws -> HTTP1Channel.Value {
        let (http, logger, limits) = (http, logger, lifeLimits)
        return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .withConnectedSocket(socket.take()) { channel in
                http.setup(channel: channel, logger: logger).flatMapThrowing { value in
                    let pipeline = channel.pipeline.syncOperations
                    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                    try pipeline.addHandler(ConnectionLifeHandler(limits), position: .after(decoder))
                    return value
                }
            }
    }
}
