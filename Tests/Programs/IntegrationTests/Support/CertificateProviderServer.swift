import Glibc
import TestSupport

/// `openssl s_server` as a gateway's certificate provider, on loopback and a port the kernel chose.
final class CertificateProviderServer {
    let port: UInt16
    private let process: ChildProcess
    private let directory: TemporaryDirectory

    /// Every version and suite that openssl knows; it overrules what Debian's openssl.cnf forbids.
    static let everything = ["-cipher", "ALL:@SECLEVEL=0"]

    /// Starts one.
    ///
    /// - Parameters:
    ///   - identity: Its certificate and key; none presents none.
    ///   - flags: More flags of `openssl s_server`.
    ///   - host: Its address on loopback.
    ///   - port: Its port, when the test does not leave it to the kernel.
    /// - Throws: When it does not start.
    init(
        _ identity: GatewayIdentity?,
        _ flags: [String] = everything,
        host: String = "127.0.0.1",
        port: UInt16 = 0
    ) async throws {
        directory = try TemporaryDirectory()
        let certificate =
            identity.map { ["-cert", $0.certificatePath, "-key", $0.keyPath] } ?? ["-nocert"]
        var attempt: (process: ChildProcess, port: UInt16)
        // The certificate provider port of a reference is at most 49151 (S17), and the kernel hands out others, too.
        repeat {
            attempt = try await Self.start(certificate + flags, "\(host):\(port)", directory)
        } while attempt.port > 49_151
        (process, self.port) = attempt
    }

    private static func start(
        _ flags: [String],
        _ address: String,
        _ directory: TemporaryDirectory
    ) async throws -> (process: ChildProcess, port: UInt16) {
        let output = "\(directory.path)/out"
        _ = unlink(output)
        // -www: else the end of its standard input ends every connection.
        let process = try ChildProcess(
            "/usr/bin/openssl",
            ["s_server", "-www", "-accept", address] + flags,
            standardOutput: output,
            standardError: "\(directory.path)/err"
        )
        return try await awaited("openssl s_server does not say where it listens") {
            let lines = access(output, R_OK) == 0 ? try Files.text(output).split(separator: "\n") : []
            if let line = lines.first(where: { $0.hasPrefix("ACCEPT") }) {
                // Without a port of its own it does not say the one it was given.
                if let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) { return (process, port) }
                if let port = address.split(separator: ":").last.flatMap({ UInt16($0) }), port > 0 {
                    return (process, port)
                }
            }
            if let end = process.poll() {
                throw TestFailure("openssl s_server ended: \(end) \(try Files.text("\(directory.path)/err"))")
            }
            return nil
        }
    }
}
