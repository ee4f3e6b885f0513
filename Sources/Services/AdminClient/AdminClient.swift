public import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import Glibc
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import NIOHTTP1
internal import NIOPosix

/// The typed client of the admin API: one connection for each request.
public struct AdminClient: Sendable {
    private let socketPath: String
    private let waiting: Waiting

    /// A client of the daemon on the unix socket at `socketPath`.
    public init(socketPath: String, waiting: Waiting = .silent) {
        self.socketPath = socketPath
        self.waiting = waiting
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameter request: The request.
    /// - Returns: The daemon's answer.
    /// - Throws: `ProblemReport`, also when the daemon cannot be reached; `Interruption`.
    public func send<Request: AdminRequest>(_ request: Request) async throws -> Request.Response {
        let body = try AdminJSON.encode(request)
        // The daemon would not read it; so nothing is sent.
        guard body.count <= Request.size.octets else {
            throw ProblemReport([.requestTooLarge(Request.path, limit: Request.size.octets)])
        }
        let channel = try await connect()
        let isPlan = (request as? any ChangeRequest)?.plan ?? false
        let (status, answer) = try await exchange(
            channel,
            request.manner,
            Self.head(Request.path, isPlan: isPlan, length: body.count),
            body: body
        )
        guard status == .ok else { throw Self.report(status, answer) }
        do {
            return try AdminJSON.decode(Request.Response.self, from: answer)
        } catch {
            throw ProblemReport([Self.otherVersion("Its answer cannot be read: \(error).")])
        }
    }

    typealias HTTPChannel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Connects; waits its turn when the daemon's queue of connections is full.
    func connect() async throws -> HTTPChannel {
        let began = ContinuousClock.now
        var hasTold = false
        while true {
            do {
                return try await connectAtOnce()
            } catch let error as IOError where error.errnoCode == EAGAIN {
                let waited = began.duration(to: .now)
                guard waited < waiting.turnLimit else { throw ProblemReport([.queueFull(socketPath)]) }
                if !hasTold, waited >= waiting.quietTime {
                    hasTold = true
                    waiting.tell(Waiting.notTaken)
                }
                try await Task.sleep(for: Waiting.turnPause)
            } catch {
                throw ProblemReport([.unreachable(socketPath, error)])
            }
        }
    }

    private func connectAtOnce() async throws -> HTTPChannel {
        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: socketPath) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try HTTPChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// What attends the exchange of a request of this manner.
    func attendance(_ manner: RequestManner, _ channel: HTTPChannel) -> Attendance {
        Attendance(waiting, manner, channel.channel)
    }

    /// The head of a request; of one whose body comes in chunks without a length.
    static func head(_ path: String, isPlan: Bool = false, length: Int? = nil) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/\(AdminAPIVersion.prefix)/\(path)")
        head.headers.add(name: "Host", value: "cnfd")
        head.headers.add(name: "Content-Type", value: "application/json")
        if let length {
            head.headers.add(name: "Content-Length", value: String(length))
        } else {
            head.headers.add(name: "Transfer-Encoding", value: "chunked")
        }
        if isPlan { head.headers.add(name: AdminHeader.plan, value: "true") }
        head.headers.add(name: "Connection", value: "close")
        return head
    }

    private func exchange(
        _ channel: HTTPChannel,
        _ manner: RequestManner,
        _ head: HTTPRequestHead,
        body: Data
    ) async throws -> (HTTPResponseStatus, Data) {
        let attendance = attendance(manner, channel)
        var ending = ExchangeEnding(manner)
        do {
            return try await channel.executeThenClose { inbound, outbound in
                // In one piece: a daemon that has the whole body may answer and close before a separate end is written.
                let parts: [HTTPClientRequestPart] = [
                    .head(head), .body(.byteBuffer(ByteBuffer(data: body))), .end(nil),
                ]
                return try await attendance.attend {
                    // A daemon that refuses a request without reading all of it has answered all the same.
                    do { try await outbound.write(contentsOf: parts) } catch { ending.failure = error }
                    attendance.isSent()
                    var status = HTTPResponseStatus.internalServerError
                    var answer = ByteBuffer()
                    for try await part in inbound {
                        attendance.hasMoved()
                        ending.hasBegun = true
                        switch part {
                        case .head(let head): status = head.status
                        case .body(var chunk): answer.writeBuffer(&chunk)
                        case .end: return (status, Data(answer.readableBytesView))
                        }
                    }
                    throw ProblemReport([ending.problem()])
                }
            }
        } catch let report as ProblemReport {
            throw report
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            throw ProblemReport([ending.problem(error)])
        }
    }

    static func report(_ status: HTTPResponseStatus, _ answer: Data) -> ProblemReport {
        if let report = try? AdminJSON.decode(ProblemReport.self, from: answer) { return report }
        return ProblemReport([otherVersion("It answered \(status.code) \(status.reasonPhrase).")])
    }

    static func otherVersion(_ message: String) -> Problem {
        Problem(
            .unavailable,
            code: "other-version",
            message,
            object: "daemon",
            hint: "Use a cnfctl of the daemon's version."
        )
    }
}
