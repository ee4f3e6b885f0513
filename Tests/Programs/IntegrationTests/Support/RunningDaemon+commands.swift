import AdminAPI
import Documents

/// What administrators do with the daemon, through the real `cnfctl`.
extension RunningDaemon {
    /// Runs `cnfctl` with the daemon's socket.
    func cnfctl(_ arguments: String...) async throws -> CommandResult { try await cnfctl(arguments) }

    /// Runs `cnfctl` with the daemon's socket.
    func cnfctl(_ arguments: [String]) async throws -> CommandResult {
        try await Command.run(Programs.cnfctl, arguments, environment: ["CNFD_SOCKET": socket])
    }

    /// Starts `cnfctl` without waiting for its end.
    func startCnfctl(_ arguments: String...) throws -> RunningCommand {
        try Command.start(Programs.cnfctl, arguments, environment: ["CNFD_SOCKET": socket])
    }

    /// Runs `cnfctl`, which must succeed.
    @discardableResult
    func done(_ arguments: String...) async throws -> CommandResult { try await done(arguments) }

    /// Runs `cnfctl`, which must succeed.
    @discardableResult
    func done(_ arguments: [String]) async throws -> CommandResult {
        let result = try await cnfctl(arguments)
        guard result.code == 0 else {
            throw TestFailure("cnfctl \(arguments.joined(separator: " ")) ended with \(result.code): \(result.error)")
        }
        return result
    }

    /// Accepts a certificate for the fixture's secure reference.
    func acceptCertificate(_ name: String = "branch-12.pem") async throws {
        try await done("srst", "certificate", "accept", "branch-12", "--from-file", Fixture.certificate(name))
    }

    /// Applies a site file made of `text`.
    func apply(_ text: String, _ flags: String...) async throws -> CommandResult {
        let path = try directory.write(text, to: "site.yaml")
        return try await cnfctl(["apply", "-f", path] + flags)
    }

    /// Resets and answers what was done.
    func reset(_ arguments: String...) async throws -> ResetReport {
        let result = try await cnfctl(["reset", "--yes", "--json"] + arguments)
        guard result.code == 0 else { throw TestFailure("reset ended with \(result.code): \(result.output)") }
        return try result.json()
    }

    func status() async throws -> StatusReport { try await done("status", "--json").json() }

    /// The saved state as a site file, passwords included.
    func export() async throws -> String { try await done("export", "--show-secrets").output }

    /// The SHA-256 of the certificate that is accepted for a reference; `nil` when there is none.
    func acceptedCertificate(of reference: String) async throws -> String? {
        let report: ObjectReport = try await done("srst", "show", reference, "--json").json()
        return report.details["certificate"]?["sha256"]?.text
    }
}
