import Glibc

/// What answers on a control socket and is no cnfd of this version.
final class OddDaemon {
    /// What it answers to every request.
    enum Answer: String, CaseIterable, Sendable {
        /// It has no such operation, and says so as cnfd does.
        case unknownOperation
        /// It has an answer of another shape.
        case otherShape
        /// It speaks HTTP and nothing of ours.
        case otherProgram
        /// It goes away in the middle.
        case nothing

        fileprivate var text: String {
            switch self {
            case .unknownOperation:
                let error =
                    #"{"error":{"kind":"not-found","code":"unknown-operation","message":"This daemon has no operation "#
                    + #"/v1/status/show.","hint":"Use a cnfctl of the daemon's version; its API is v9."}}"#
                return response("404 Not Found", error)
            case .otherShape: return response("200 OK", #"{"version":9}"#)
            case .otherProgram: return response("404 Not Found", "<html/>")
            case .nothing: return ""
            }
        }

        /// The exit code it must lead to.
        var code: Int32 { self == .unknownOperation ? 3 : 7 }

        /// How the line must end.
        var advice: String {
            switch self {
            case .unknownOperation: "Use a cnfctl of the daemon's version; its API is v9."
            case .otherShape, .otherProgram: "Use a cnfctl of the daemon's version."
            case .nothing: "Nothing was changed. See whether the daemon runs, and repeat the request."
            }
        }

        /// The code of the problem.
        var problem: String {
            switch self {
            case .unknownOperation: "unknown-operation"
            case .otherShape, .otherProgram: "other-version"
            case .nothing: "connection-lost"
            }
        }

        private func response(_ status: String, _ body: String) -> String {
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
    }

    let socket: String
    private let directory: TemporaryDirectory
    private let descriptor: Int32

    /// Answers until it is released.
    init(_ answer: Answer) throws {
        directory = try TemporaryDirectory()
        socket = directory.path + "/s"
        descriptor = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8.prefix($0.count - 1)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw TestFailure("no socket: errno \(errno)") }
        let (listener, bytes) = (descriptor, Array(answer.text.utf8))
        guard StartingThread.detached({ while Self.answerNext(listener, bytes) {} }) else {
            throw TestFailure("no thread")
        }
    }

    deinit {
        shutdown(descriptor, CInt(SHUT_RDWR))
        close(descriptor)
    }

    private static func answerNext(_ listener: Int32, _ bytes: [UInt8]) -> Bool {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return false }
        var request = [UInt8](repeating: 0, count: 65_536)
        _ = read(connection, &request, request.count)
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        shutdown(connection, CInt(SHUT_WR))
        while read(connection, &request, request.count) > 0 {}
        close(connection)
        return true
    }
}
