internal import AdminAPI
internal import Administration
internal import Documents
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// The body of a request, taken no further than its operation allows.
struct RequestOctets: Sendable {
    /// How long a whole body may take before its size counts, and how many octets must come each second then. Our own bounds:
    /// a body that never ends would keep its place at the gate.
    private static let grace = Duration.seconds(15)
    private static let fewestEachSecond = 65_536

    private let limit: Int
    private let refusal: ProblemReport

    /// What a request may bring, judged by its head.
    ///
    /// A change that is not said to be a plan there may still be one; so a reader may send it as long as it is small.
    ///
    /// - Throws: `ProblemReport` when it says that it brings more.
    init<Request: AdminRequest>(_ request: Hummingbird.Request, _ type: Request.Type, _ caller: Caller) throws {
        let isReader = try caller.admitted() == .read
        let isChange = Request.self is any ChangeRequest.Type && !Self.saysPlan(request.headers)
        if isReader, isChange {
            limit = RequestSize.small.octets
            refusal = caller.readOnly
        } else {
            limit = isReader ? Request.size.octetsForReaders : Request.size.octets
            refusal = ProblemReport([
                .requestTooLarge(Request.path, limit: limit, isReader: limit < Request.size.octets)
            ])
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw refusal }
    }

    /// All of a body.
    ///
    /// - Throws: `ProblemReport` when it is too large, or comes too slowly.
    func all(of body: BodyChunks) async throws -> ByteBuffer {
        let gathered = GatheredCount()
        return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                var all = ByteBuffer()
                do {
                    while var chunk = try await body.next() {
                        guard chunk.readableBytes <= limit - all.readableBytes else { throw refusal }
                        all.writeBuffer(&chunk)
                        gathered.octets.store(all.readableBytes, ordering: .relaxed)
                    }
                } catch {
                    throw Self.isOwn(error) ? error : ProblemReport([.requestCutOff])
                }
                return all
            }
            group.addTask {
                let start = ContinuousClock.now
                while true {
                    try await Task.sleep(for: .seconds(1))
                    let earned = gathered.octets.load(ordering: .relaxed) / Self.fewestEachSecond
                    if start.duration(to: .now) > Self.grace + .seconds(earned) { throw ProblemReport([Self.slow]) }
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ByteBuffer()
        }
    }

    private static func saysPlan(_ headers: HTTPFields) -> Bool {
        HTTPField.Name(AdminHeader.plan).map { headers[$0] == "true" } ?? false
    }

    /// Whether an error says of itself what it is; all others are of the connection.
    private static func isOwn(_ error: any Error) -> Bool { error is ProblemReport || error is CancellationError }

    private static let slow = Problem(
        .unavailable,
        code: "request-too-slow",
        "The request did not come to its end in time; nothing was changed.",
        hint: "See what keeps whoever sends it, and repeat it."
    )
}

/// How much of a body has come.
private final class GatheredCount: Sendable {
    let octets = Atomic(0)
}
