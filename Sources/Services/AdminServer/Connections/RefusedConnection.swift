internal import AdminAPI
internal import Documents
internal import Glibc
internal import Platform

/// The last words to a client whose connection is given up.
enum RefusedConnection {
    /// What of a request is read before its connection is closed, in bytes: most requests, so that the client is not cut off
    /// while it sends. Our own bound.
    private static let mostRead = 64 << 10

    /// A refusal as an answer of HTTP: its header fields and its body.
    static func answer(_ problem: Problem) -> (head: [(String, String)], body: [UInt8]) {
        let body = (try? AdminJSON.encode(ProblemReport([problem]))).map { Array($0) } ?? []
        let head = [
            ("Content-Type", "application/json"), ("Content-Length", String(body.count)), ("Connection", "close"),
        ]
        return (head, body)
    }

    /// The refusal of somebody whom the gate does not let in.
    static func problem(_ refusal: ConnectionGate.Refusal, _ user: String) -> Problem {
        switch refusal {
        case .userHasAll(let most):
            Problem(
                .unavailable,
                code: "too-many-connections",
                "The user \(user) has \(most) connections to cnfd, as many as one user may have.",
                hint: "Wait until another command of that user has ended, and repeat this one."
            )
        case .rankIsFull(let most):
            Problem(
                .unavailable,
                code: "too-many-connections",
                "cnfd has \(most) connections, as many as it takes from users who may do no more than \(user).",
                hint: "Wait until another command has ended, and repeat this one."
            )
        case .full(let most):
            Problem(
                .unavailable,
                code: "too-many-connections",
                "cnfd has \(most) connections, as many as it can have.",
                hint: "Wait until another command has ended, and repeat this one."
            )
        }
    }

    /// The refusal when the process could open hardly anything more.
    static let noDescriptors = Problem(
        .unavailable,
        code: "too-many-open-files",
        "cnfd has as many files and connections open as it may.",
        hint:
            "Repeat the command later, and raise the daemon's limit of open files (LimitNOFILE) if this happens again."
    )

    /// Sends a refusal without waiting, and closes the connection.
    static func send(_ problem: Problem, to socket: AcceptedSocket) {
        let (fields, body) = answer(problem)
        var lines = "HTTP/1.1 503 Service Unavailable\r\n"
        for (name, value) in fields { lines += "\(name): \(value)\r\n" }
        let bytes = Array((lines + "\r\n").utf8) + body
        let descriptor = FileDescriptor(owning: socket.take())
        _ = unsafe Glibc.send(descriptor.value, bytes, bytes.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
        // What was not read when a unix socket is closed is told the client as a broken connection.
        var buffer = [UInt8](repeating: 0, count: mostRead)
        _ = unsafe recv(descriptor.value, &buffer, buffer.count, CInt(MSG_DONTWAIT))
    }
}
