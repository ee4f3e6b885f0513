internal import AdminAPI
internal import Administration
internal import Documents
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOFoundationEssentialsCompat

/// Makes answers of what was done or refused, and logs which it was.
struct Answers: Sendable {
    let logger: Logger

    /// The answer to a request.
    ///
    /// - Parameters:
    ///   - path: The operation.
    ///   - caller: Who asks.
    ///   - body: Answers JSON, or throws a `ProblemReport`; anything else it throws is a failure of the daemon's.
    /// - Returns: The answer, or a refusal.
    /// - Throws: When a refusal cannot be written.
    func answer(
        _ path: String,
        _ caller: Caller,
        _ body: () async throws -> Data
    ) async throws -> Response {
        do {
            let answer = try await body()
            logger.debug("admin request", metadata: ["path": "\(path)", "actor": "\(caller.name)"])
            return Self.response(.ok, answer)
        } catch {
            return try refusal(report(error), path, caller)
        }
    }

    /// Writes the end of an answer that comes piece by piece: its summary, or what it is refused with.
    func stream(
        _ path: String,
        _ caller: Caller,
        to sink: inout any AdminStreamSink,
        _ body: (inout any AdminStreamSink) async throws -> Data
    ) async throws {
        let last: [UInt8]
        do {
            last = StreamPiece.end.line(try await body(&sink))
            logger.debug("admin request", metadata: ["path": "\(path)", "actor": "\(caller.name)"])
        } catch {
            let report = report(error)
            log(report, path, caller)
            last = StreamPiece.error.line(try AdminJSON.encode(report))
        }
        try await sink.send(last)
    }

    /// Notes that an answer is broken off because nobody takes it, while others wait for theirs to be taken.
    func noteUntaken(_ path: String, _ caller: Caller) {
        logger.info(
            "admin answer broken off",
            metadata: [
                "path": "\(path)", "actor": "\(caller.name)",
                "reason": "Whoever asked does not take it, and too many others do not take theirs.",
            ]
        )
    }

    /// The answer that a request is refused with.
    func refusal(_ report: ProblemReport, _ path: String, _ caller: Caller) throws -> Response {
        log(report, path, caller)
        return Self.response(Self.status(report.error), try AdminJSON.encode(report))
    }

    /// An answer of JSON.
    static func response(_ status: HTTPResponse.Status, _ json: Data) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(data: json))
        )
    }

    private func report(_ error: any Error) -> ProblemReport {
        switch error {
        case let report as ProblemReport: report
        case let problem as Problem: ProblemReport([problem])
        case is CancellationError: ProblemReport([.abandoned])
        default: ProblemReport([.failure(error)])
        }
    }

    private func log(_ report: ProblemReport, _ path: String, _ caller: Caller) {
        var metadata: Logger.Metadata = [
            "path": "\(path)", "actor": "\(caller.name)", "code": "\(report.error.code)",
        ]
        // What was asked for is no reason; what has failed here is somebody's to look into.
        guard report.error.code == Problem.failureCode else {
            metadata["problems"] = "\(report.all.count)"
            logger.info("admin request refused", metadata: metadata)
            return
        }
        metadata["reason"] = "\(report.error.message)"
        logger.error("admin request failed", metadata: metadata)
    }

    /// The HTTP status of a refusal (RFC 9110, section 15).
    private static func status(_ problem: Problem) -> HTTPResponse.Status {
        if problem.code == Problem.requestTooLargeCode { return .contentTooLarge }
        return switch problem.kind {
        case .usage: .badRequest
        case .notFound: .notFound
        case .conflict, .unconfirmed: .conflict
        case .trust, .validation: .unprocessableContent
        case .denied: .forbidden
        case .unavailable: .serviceUnavailable
        }
    }
}
