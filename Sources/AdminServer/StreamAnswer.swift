internal import AdminAPI
internal import Administration
internal import Documents
internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Writes the answer of an operation piece by piece, and its summary or refusal as the last line.
struct StreamAnswer {
    let logger: Logger
    let actor: String

    /// Performs with the request in the first line of `body` and what stands behind it.
    func write<Request: AdminStreamRequest>(
        _ body: ByteBuffer,
        to sink: inout any AdminStreamSink,
        _ perform: (
            Request,
            _ body: [UInt8],
            _ sink: inout any AdminStreamSink,
            _ actor: String
        ) async throws -> Request.Summary
    ) async throws {
        let last: [UInt8]
        do {
            let end = body.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) ?? body.readableBytesView.endIndex
            let request = try AdminRoutes.decode(Request.self, from: Data(body.readableBytesView[..<end]))
            let rest = Array(body.readableBytesView[end...].dropFirst())
            let summary = try await perform(request, rest, &sink, actor)
            logger.debug("admin request", metadata: ["path": "\(Request.path)", "actor": "\(actor)"])
            last = StreamPiece.end.line(try AdminJSON.encode(summary))
        } catch let report as ProblemReport {
            logger.info(
                "admin request refused",
                metadata: [
                    "path": "\(Request.path)", "actor": "\(actor)", "code": "\(report.error.code)",
                    "problems": "\(report.all.count)",
                ]
            )
            last = StreamPiece.error.line(try AdminJSON.encode(report))
        }
        try await sink.send(last)
    }
}

/// The body of an HTTP response as a sink.
struct ResponseSink: AdminStreamSink {
    // Each call of the framework's writer is awaited before the next, so no two tasks ever use it at once.
    nonisolated(unsafe) private var writer: any ResponseBodyWriter

    init(writer: any ResponseBodyWriter) { unsafe self.writer = writer }

    mutating func send(_ lines: [UInt8]) async throws {
        try await unsafe writer.write(ByteBuffer(bytes: lines))
    }
}
