internal import AdminAPI
internal import Administration
internal import Hummingbird
internal import Logging

/// The routes of the admin API: one for each operation, all of the same shape.
///
/// Who asks is judged before anything is read; then the request waits for its turn; and only then its body is read, as far as
/// its operation allows. Of a stream the first line, of the smallest size, is read before, for it says what is asked. So neither the number nor the size of requests decides what the daemon holds.
struct AdminRoutes: AdminOperationRegistrar {
    let router = Router(context: AdminRequestContext.self)
    private let answers: Answers
    private let rules: @Sendable () -> AccessRules
    private let gates = Gates()

    /// - Parameters:
    ///   - logger: Where requests are logged.
    ///   - rules: Who may do what, asked anew for each request.
    init(logger: Logger, rules: @Sendable @escaping () -> AccessRules) {
        answers = Answers(logger: logger)
        self.rules = rules
        router.add(middleware: UnknownOperationMiddleware())
    }

    mutating func register<Request: AdminRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform: @Sendable @escaping (Request, _ actor: String) async throws -> Request.Response
    ) {
        router.post(Self.path(Request.path)) { [answers, rules, gates] request, context in
            let caller = await Caller(context.peer, rules())
            let began = ContinuousClock.now
            defer { MemoryReturn.afterWork(taking: ContinuousClock.now - began) }
            return try await answers.answer(Request.path, caller) {
                let allowed = try caller.admitted()
                let octets = try RequestOctets(request, Request.self, caller)
                return try await Abandonment.whenNobodyWaits(request) { body in
                    let body = BodyChunks(body)
                    return try await gates.pass(allowed, Request.weight) {
                        let asked = try RequestDecoding.decode(Request.self, await octets.all(of: body))
                        try caller.require(access(asked, caller.name))
                        return try await Abandonment.never(of: asked) {
                            try AdminJSON.encode(try await perform(asked, caller.name))
                        }
                    }
                }
            }
        }
    }

    mutating func register<Request: AdminStreamRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform:
            @Sendable @escaping (
                Request,
                _ body: any AdminStreamSource,
                _ sink: inout any AdminStreamSink,
                _ actor: String
            ) async throws -> Request.Summary
    ) {
        router.post(Self.path(Request.path)) { [answers, rules, gates] request, context in
            let caller = await Caller(context.peer, rules())
            let allowed: AdminAccess
            do {
                allowed = try caller.admitted()
            } catch let report as ProblemReport {
                return try answers.refusal(report, Request.path, caller)
            }
            let entry = StreamEntry(gates.gate(allowed, Request.weight)) { [peer = context.peer] in
                answers.noteUntaken(Request.path, caller)
                peer.disconnect()
            }
            return Response(
                status: .ok,
                headers: [.contentType: "application/x-ndjson"],
                body: ResponseBody { writer in
                    let began = ContinuousClock.now
                    defer { MemoryReturn.afterWork(taking: ContinuousClock.now - began) }
                    var sink: any AdminStreamSink = ParkingSink(ResponseSink(writer: writer), entry)
                    try await request.body.consumeWithInboundCloseHandler { body in
                        let chunks = BodyChunks(body)
                        try await answers.stream(Request.path, caller, to: &sink) { sink in
                            defer { entry.leave() }
                            let body = RequestSource(chunks, Request.self)
                            let asked = try RequestDecoding.decode(Request.self, try await body.line())
                            try caller.require(access(asked, caller.name))
                            return try await entry.work {
                                try await allowed.working {
                                    try AdminJSON.encode(try await perform(asked, body, &sink, caller.name))
                                }
                            }
                        }
                    } onInboundClosed: {
                        entry.giveUp()
                    }
                    try await writer.finish(nil)
                }
            )
        }
    }

    private static func path(_ path: String) -> RouterPath { RouterPath("/\(AdminAPIVersion.prefix)/\(path)") }
}
