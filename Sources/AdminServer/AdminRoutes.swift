internal import AdminAPI
internal import Administration
internal import Documents
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import ServiceLifecycle

/// The routes of the admin API: one for each operation, all of the same shape.
struct AdminRoutes: AdminOperationRegistrar {
    /// The largest request: a site file of 100 000 phones has about 60 MB. Our own bound.
    private static let maximumBodyBytes = 256 << 20

    let router = Router(context: AdminRequestContext.self)
    private let logger: Logger
    private let rules: @Sendable () -> AccessRules

    /// - Parameters:
    ///   - logger: Where requests are logged.
    ///   - rules: Who may do what, asked anew for each request.
    init(logger: Logger, rules: @Sendable @escaping () -> AccessRules) {
        self.logger = logger
        self.rules = rules
        router.add(middleware: UnknownOperationMiddleware())
    }

    mutating func register<Request: AdminRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform: @Sendable @escaping (Request, _ actor: String) async throws -> Request.Response
    ) {
        let path = RouterPath("/\(AdminAPIVersion.prefix)/\(Request.path)")
        router.post(path) { [logger, rules] request, context in
            let credentials = await context.peer.credentials
            let actor = await UserName.of(credentials)
            let rules = rules()
            let began = ContinuousClock.now
            defer { MemoryReturn.afterWork(taking: ContinuousClock.now - began) }
            do {
                guard let allowed = credentials.flatMap(rules.access) else {
                    throw ProblemReport([rules.stranger(actor)])
                }
                let answer = try await Self.abandoning(Request.canBeAbandoned, request) { body in
                    let body = try await body.collect(upTo: Self.maximumBodyBytes)
                    let asked = try Self.decode(Request.self, from: body)
                    guard access(asked, actor) <= allowed else { throw ProblemReport([rules.readOnly(actor)]) }
                    return try await perform(asked, actor)
                }
                logger.debug("admin request", metadata: ["path": "\(Request.path)", "actor": "\(actor)"])
                return try Self.response(.ok, answer)
            } catch let report as ProblemReport {
                logger.info(
                    "admin request refused",
                    metadata: [
                        "path": "\(Request.path)", "actor": "\(actor)", "code": "\(report.error.code)",
                        "problems": "\(report.all.count)",
                    ]
                )
                return try Self.response(report.error.kind.status, report)
            }
        }
    }

    mutating func register<Request: AdminStreamRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform:
            @Sendable @escaping (
                Request,
                _ body: [UInt8],
                _ sink: inout any AdminStreamSink,
                _ actor: String
            ) async throws -> Request.Summary
    ) {
        let path = RouterPath("/\(AdminAPIVersion.prefix)/\(Request.path)")
        router.post(path) { [logger, rules] request, context in
            let credentials = await context.peer.credentials
            let actor = await UserName.of(credentials)
            let rules = rules()
            guard let allowed = credentials.flatMap(rules.access) else {
                return try Self.response(Problem.Kind.denied.status, ProblemReport([rules.stranger(actor)]))
            }
            let body = try await request.body.collect(upTo: Self.maximumBodyBytes)
            return Response(
                status: .ok,
                headers: [.contentType: "application/x-ndjson"],
                body: ResponseBody { writer in
                    let began = ContinuousClock.now
                    defer { MemoryReturn.afterWork(taking: ContinuousClock.now - began) }
                    var sink: any AdminStreamSink = ResponseSink(writer: writer)
                    let answer = StreamAnswer(logger: logger, actor: actor)
                    try await answer.write(body, to: &sink) { (asked: Request, rest, sink, actor) in
                        guard access(asked, actor) <= allowed else { throw ProblemReport([rules.readOnly(actor)]) }
                        return try await perform(asked, rest, &sink, actor)
                    }
                    try await writer.finish(nil)
                }
            )
        }
    }

    /// Performs with the request's body; what can be abandoned is cancelled when the connection closes or the daemon stops.
    private static func abandoning<Answer: Sendable>(
        _ canBeAbandoned: Bool,
        _ request: Hummingbird.Request,
        _ perform: @Sendable @escaping (RequestBody) async throws -> Answer
    ) async throws -> Answer {
        guard canBeAbandoned else { return try await perform(request.body) }
        do {
            return try await cancelWhenGracefulShutdown {
                try await request.body.consumeWithCancellationOnInboundClose { try await perform($0) }
            }
        } catch is CancellationError {
            throw ProblemReport([
                Problem(
                    .unavailable,
                    code: "abandoned",
                    "The daemon stops, so the request was given up; nothing was changed.",
                    hint: "Repeat it when the daemon runs again."
                )
            ])
        }
    }

    private static func decode<Request: AdminRequest>(_ type: Request.Type, from body: ByteBuffer) throws -> Request {
        try decode(type, from: Data(body.readableBytesView))
    }

    static func decode<Request: Decodable>(_ type: Request.Type, from json: Data) throws -> Request {
        do {
            return try AdminJSON.decode(type, from: json)
        } catch {
            throw ProblemReport([
                Problem(
                    .usage,
                    code: "malformed-request",
                    "The request cannot be read: \(error).",
                    hint: "Use a cnfctl of the daemon's version."
                )
            ])
        }
    }

    static func response(_ status: HTTPResponse.Status, _ value: some Encodable) throws -> Response {
        let body = ByteBuffer(data: try AdminJSON.encode(value))
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: body)
        )
    }
}

/// Answers a path that no operation has, in the shape of every other refusal.
struct UnknownOperationMiddleware: RouterMiddleware {
    typealias Context = AdminRequestContext

    @concurrent
    func handle(
        _ request: Request,
        context: AdminRequestContext,
        next: @concurrent (Request, AdminRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
            let problem = Problem(
                .notFound,
                code: "unknown-operation",
                "This daemon has no operation \(request.uri.path).",
                hint: "Use a cnfctl of the daemon's version; its API is \(AdminAPIVersion.prefix)."
            )
            return try AdminRoutes.response(.notFound, ProblemReport([problem]))
        }
    }
}

extension Problem.Kind {
    /// The HTTP status of a refusal (RFC 9110, section 15).
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .usage: .badRequest
        case .notFound: .notFound
        case .conflict, .unconfirmed: .conflict
        case .trust, .validation: .unprocessableContent
        case .denied: .forbidden
        case .unavailable: .serviceUnavailable
        }
    }
}
