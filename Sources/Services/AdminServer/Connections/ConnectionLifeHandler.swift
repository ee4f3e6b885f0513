internal import AdminAPI
internal import Documents
internal import NIOCore
internal import NIOHTTP1

/// Ends a connection whose client keeps cnfd waiting for too long; see ``ConnectionLife``.
final class ConnectionLifeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// How often it looks, within the shortest limit.
    private static let looks = 4

    private var life: ConnectionLife
    /// Whether the answer to the latest request has begun.
    private var isAnswered = false
    private var look: Scheduled<Void>?

    /// For a connection that has just been made.
    init(_ limits: ConnectionLife.Limits) {
        life = ConnectionLife(limits, at: .now)
    }

    func handlerAdded(context: ChannelHandlerContext) { lookLater(context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
    }

    func read(context: ChannelHandlerContext) {
        life.wants(at: .now)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head:
            isAnswered = false
            life.arrived(.head, at: .now)
        case .body(let bytes): life.arrived(.body(bytes: bytes.readableBytes), at: .now)
        case .end: life.arrived(.end, at: .now)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head: isAnswered = true
        case .body: break
        case .end: life.answered(at: .now)
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        life.takes(context.channel.isWritable, at: .now)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            life.limit(to: .whileStopping, at: .now)
            look?.cancel()
            lookLater(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func lookLater(_ context: ChannelHandlerContext) {
        let wait = TimeAmount(life.limits.shortest / Self.looks)
        look = context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
            guard let end = self.life.end(at: .now) else { return self.lookLater(context) }
            self.conclude(end, context)
        }
    }

    private func conclude(_ end: ConnectionLife.End, _ context: ChannelHandlerContext) {
        if end == .slowRequest, !isAnswered {
            let head = HTTPResponseHead(
                version: .http1_1,
                status: .requestTimeout,
                headers: HTTPHeaders(Self.refusal.head)
            )
            context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: Self.refusal.body)))), promise: nil)
            context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.close(promise: nil)
    }

    private static let refusal = RefusedConnection.answer(
        Problem(
            .unavailable,
            code: "request-too-slow",
            "The request came too slowly, so cnfd gave it up; nothing was changed.",
            hint: "Send it again without a pause in between."
        )
    )
}
