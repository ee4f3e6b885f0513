import AdminAPI
import Administration
import Documents
import NIOConcurrencyHelpers
import Testing

/// The table of operations, called without a server.
struct TestOperations: AdminOperationRegistrar {
    private var performers: [String: any Sendable] = [:]

    mutating func register<Request: AdminRequest>(
        _ type: Request.Type,
        access: @Sendable @escaping (Request, _ actor: String) -> AdminAccess,
        _ perform: @Sendable @escaping (Request, _ actor: String) async throws -> Request.Response
    ) {
        performers[Request.path] = Performer(access: access, perform: perform)
    }

    func access<Request: AdminRequest>(_ request: Request) throws -> AdminAccess {
        try #require(performers[Request.path] as? Performer<Request>).access(request, "tester")
    }

    func access<Request: AdminStreamRequest>(_ request: Request) throws -> AdminAccess {
        try #require(performers[Request.path] as? StreamPerformer<Request>).access(request, "tester")
    }

    func send<Request: AdminRequest>(
        _ request: Request,
        as actor: String = "tester"
    ) async throws -> Request.Response {
        let performer = try #require(performers[Request.path] as? Performer<Request>)
        return try await performer.perform(request, actor)
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
        performers[Request.path] = StreamPerformer(access: access, perform: perform)
    }

    func stream<Request: AdminStreamRequest>(
        _ request: Request,
        body: [UInt8],
        as actor: String = "tester"
    ) async throws -> (pieces: [(kind: StreamPiece, json: Document)], end: Request.Summary) {
        let performer = try #require(performers[Request.path] as? StreamPerformer<Request>)
        var sink: any AdminStreamSink = GatheringSink()
        // In pieces that end anywhere.
        let end = try await performer.perform(request, PieceSource(body), &sink, actor)
        let lines = (sink as? GatheringSink)?.bytes.split(separator: UInt8(ascii: "\n")) ?? []
        let pieces = try lines.map { line in
            let piece = try #require(StreamPiece.read(line))
            return (piece.kind, try #require(Document(json: String(decoding: piece.json, as: UTF8.self))))
        }
        return (pieces, end)
    }

    private struct StreamPerformer<Request: AdminStreamRequest>: Sendable {
        let access: @Sendable (Request, String) -> AdminAccess
        let perform:
            @Sendable (Request, any AdminStreamSource, inout any AdminStreamSink, String) async throws ->
                Request.Summary
    }

    private struct PieceSource: AdminStreamSource {
        private let rest: NIOLockedValueBox<ArraySlice<UInt8>>

        init(_ body: [UInt8]) { rest = NIOLockedValueBox(body[...]) }

        func next() -> [UInt8]? {
            rest.withLockedValue { rest in
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(997) }
                return Array(rest.prefix(997))
            }
        }
    }

    private struct GatheringSink: AdminStreamSink {
        var bytes: [UInt8] = []
        mutating func send(_ lines: [UInt8]) { bytes += lines }
    }

    private struct Performer<Request: AdminRequest>: Sendable {
        let access: @Sendable (Request, String) -> AdminAccess
        let perform: @Sendable (Request, String) async throws -> Request.Response
    }
}
