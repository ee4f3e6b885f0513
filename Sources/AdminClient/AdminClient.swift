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
        let channel = try await connect()
        let body = try AdminJSON.encode(request)
        let (status, answer) = try await exchange(channel, request.manner, path: Request.path, body: body)
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

    private func exchange(
        _ channel: HTTPChannel,
        _ manner: RequestManner,
        path: String,
        body: Data
    ) async throws -> (HTTPResponseStatus, Data) {
        let attendance = attendance(manner, channel)
        do {
            return try await channel.executeThenClose { inbound, outbound in
                var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/\(AdminAPIVersion.prefix)/\(path)")
                head.headers.add(name: "Host", value: "cnfd")
                head.headers.add(name: "Content-Type", value: "application/json")
                head.headers.add(name: "Content-Length", value: String(body.count))
                head.headers.add(name: "Connection", value: "close")
                // In one piece: a daemon that has the whole body may answer and close before a separate end is written.
                let parts: [HTTPClientRequestPart] = [
                    .head(head), .body(.byteBuffer(ByteBuffer(data: body))), .end(nil),
                ]
                return try await attendance.attend {
                    try await outbound.write(contentsOf: parts)
                    attendance.isSent()
                    var status = HTTPResponseStatus.internalServerError
                    var answer = ByteBuffer()
                    for try await part in inbound {
                        attendance.hasMoved()
                        switch part {
                        case .head(let head): status = head.status
                        case .body(var chunk): answer.writeBuffer(&chunk)
                        case .end: return (status, Data(answer.readableBytesView))
                        }
                    }
                    throw ProblemReport([Self.lost(nil)])
                }
            }
        } catch let report as ProblemReport {
            throw report
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            throw ProblemReport([Self.lost(error)])
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

    static func lost(_ error: (any Error)?) -> Problem {
        Problem(
            .unavailable,
            code: "connection-lost",
            "The connection broke before the answer" + (error.map { ": \($0)." } ?? "."),
            object: "daemon",
            hint: "See whether the daemon runs, and check with cnfctl status whether the change was made."
        )
    }
}
