public import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import NIOHTTP1

extension AdminClient {
    /// Sends a request whose answer comes piece by piece.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - body: Answers what the request brings, a chunk at a time, and nothing at its end.
    ///   - take: Takes each piece but the last, with the JSON of its value.
    /// - Returns: What stands in the end.
    /// - Throws: `ProblemReport`, also when the daemon cannot be reached; what `body` or `take` throws; `Interruption`.
    public func stream<Request: AdminStreamRequest>(
        _ request: Request,
        body: () throws -> [UInt8]? = { nil },
        _ take: (StreamPiece, ArraySlice<UInt8>) throws -> Void
    ) async throws -> Request.Summary {
        let channel = try await connect()
        let line = Array(try AdminJSON.encode(request)) + [UInt8(ascii: "\n")]
        let attendance = attendance(request.manner, channel)
        var ending = ExchangeEnding(request.manner)
        do {
            return try await channel.executeThenClose { inbound, outbound in
                // Until the last of it is sent nothing can have begun, so Ctrl-C may end the process.
                var last: [HTTPClientRequestPart] = []
                do {
                    last = try await Self.write(line, body, path: Request.path, to: outbound)
                } catch let failure as UnsentPart {
                    // A daemon that refuses a sheet without reading all of it has answered all the same.
                    ending.failure = failure.reason
                }
                return try await attendance.attend {
                    do { try await outbound.write(contentsOf: last) } catch { ending.failure = error }
                    attendance.isSent()
                    var answer = StreamReader(Request.self)
                    for try await part in inbound {
                        attendance.hasMoved()
                        ending.hasBegun = true
                        switch part {
                        case .head(let head): answer.status = head.status
                        case .body(let chunk): try answer.take(chunk.readableBytesView, take)
                        case .end: return try answer.end(or: ending)
                        }
                    }
                    throw ProblemReport([ending.problem()])
                }
            }
        } catch let error as ProblemReport {
            throw error
        } catch let error as Interruption {
            throw error
        } catch let error as Problem {
            throw error
        } catch let error as Problems {
            throw error
        } catch {
            throw ProblemReport([ending.problem(error)])
        }
    }

    /// Writes a request but for its last parts, which it answers.
    private static func write(
        _ line: [UInt8],
        _ body: () throws -> [UInt8]?,
        path: String,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    ) async throws -> [HTTPClientRequestPart] {
        var parts: [HTTPClientRequestPart] = [.head(head(path)), .body(.byteBuffer(ByteBuffer(bytes: line)))]
        while let chunk = try body() {
            do { try await outbound.write(contentsOf: parts) } catch { throw UnsentPart(reason: error) }
            parts = [.body(.byteBuffer(ByteBuffer(bytes: chunk)))]
        }
        // With the last piece: a daemon that has all may answer and close before a separate end is written.
        return parts + [.end(nil)]
    }
}

/// A part of a request could not be sent.
private struct UnsentPart: Error {
    let reason: any Error
}

/// Takes an answer apart into its lines.
private struct StreamReader<Request: AdminStreamRequest> {
    var status = HTTPResponseStatus.internalServerError
    private var buffer: [UInt8] = []
    private var summary: Request.Summary?
    private var refusal: ProblemReport?

    init(_ type: Request.Type) {}

    /// Takes the next bytes.
    mutating func take(
        _ bytes: ByteBufferView,
        _ body: (StreamPiece, ArraySlice<UInt8>) throws -> Void
    ) throws {
        buffer += bytes
        guard status == .ok else { return }
        var rest = buffer[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            guard let piece = StreamPiece.read(line) else {
                throw ProblemReport([AdminClient.otherVersion("Its answer cannot be read.")])
            }
            switch piece.kind {
            case .head, .progress, .item: try body(piece.kind, piece.json)
            case .end: summary = try Self.decode(piece.json)
            case .error: refusal = try Self.decode(piece.json)
            }
        }
        buffer = Array(rest)
    }

    /// What stands in the end.
    func end(or ending: ExchangeEnding) throws -> Request.Summary {
        guard status == .ok else { throw AdminClient.report(status, Data(buffer)) }
        if let refusal { throw refusal }
        guard let summary else { throw ProblemReport([ending.problem()]) }
        return summary
    }

    private static func decode<Value: Decodable>(_ json: ArraySlice<UInt8>) throws -> Value {
        do {
            return try AdminJSON.decode(Value.self, from: Data(json))
        } catch {
            throw ProblemReport([AdminClient.otherVersion("Its answer cannot be read: \(error).")])
        }
    }
}
