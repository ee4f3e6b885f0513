import Certificates
import Foundation
import Glibc
import TLS
import TestSupport

/// `openssl s_server` on loopback and a port that the kernel chose, which answers each line with the line read backwards; it
/// ends with this object.
final class OpenSSLServer {
    let port: UInt16
    private let process: pid_t
    private let directory: TemporaryDirectory

    /// Starts one.
    ///
    /// - Parameters:
    ///   - identity: What it shows.
    ///   - flags: More flags.
    /// - Throws: When it does not start.
    init(_ identity: TLSIdentity, _ flags: [String] = []) async throws {
        directory = try TemporaryDirectory()
        try Data(identity.certificate.pem.utf8).write(to: directory.url.appending(path: "certificate"))
        try Data(identity.key.secretPEM).write(to: directory.url.appending(path: "key"))
        let output = directory.path("output")
        let words =
            ["s_server", "-rev", "-accept", "127.0.0.1:0", "-cert", directory.path("certificate")]
            + ["-key", directory.path("key")] + flags
        let process = try Self.start("/usr/bin/openssl", words, output: output)
        self.process = process
        port = try await awaited("openssl s_server does not say where it listens") {
            var status: CInt = 0
            let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            guard waitpid(process, &status, WNOHANG) == 0 else { throw NoServer(output: text) }
            let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
            return line?.split(separator: ":").last.flatMap { UInt16($0) }
        }
    }

    deinit {
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) == -1, errno == EINTR {}
    }

    private static func start(_ tool: String, _ arguments: [String], output: String) throws -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = ([tool] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var process = pid_t()
        let failure = posix_spawn(&process, tool, &actions, nil, &words, [nil])
        guard failure == 0 else { throw NoServer(output: "it was not started: \(failure)") }
        return process
    }
}

/// The server ended, and said this.
struct NoServer: Error {
    var output: String
}
