import AdminAPI

/// A daemon whose reference branch-12 is a gateway on loopback.
extension RunningDaemon {
    /// A daemon with the fixture site, whose branch-12 has its certificate provider on this port.
    static func withGateway(_ port: UInt16, _ settings: Settings = Settings()) async throws -> RunningDaemon {
        let daemon = try await withSite(settings)
        try await daemon.moveGateway(to: port)
        return daemon
    }

    /// Lets branch-12 have its certificate provider on this port of loopback.
    func moveGateway(to port: UInt16) async throws {
        try await done(
            "srst",
            "update",
            "branch-12",
            "--sccp",
            "127.0.0.1",
            "--sip",
            "127.0.0.1",
            "--certificate-provider-port",
            "\(port)"
        )
    }

    /// Runs `cnfctl srst certificate VERB branch-12`.
    func certificate(_ verb: String, _ flags: String...) async throws -> CommandResult {
        try await cnfctl(["srst", "certificate", verb, "branch-12"] + flags)
    }

    /// What is known of branch-12's certificates.
    func certificates() async throws -> SRSTCertificateReport { try await certificate("show", "--json").json() }

    /// What became of branch-12's certificates.
    func certificateHistory() async throws -> [CertificateHistoryReport.Event] {
        try await certificate("history", "--json").json(CertificateHistoryReport.self).events
    }

    /// Everything that the state directory keeps, byte for byte: without the index of the journal, in which SQLite notes
    /// who is reading (https://www.sqlite.org/walformat.html, section 2).
    func stateBytes() throws -> [String: [UInt8]] {
        try Files.contents(of: stateDirectory).filter { !$0.key.hasSuffix("-shm") }
    }

    /// Runs `cnfctl` on a terminal of its own, and types.
    ///
    /// - Returns: Everything that was to be seen on the terminal, and the exit code.
    func type(_ text: String, to arguments: String...) async throws -> (screen: String, code: Int32) {
        let command = ([Programs.cnfctl] + arguments).joined(separator: " ")
        let typed = try directory.write(text, to: "typed")
        // script(1) gives the command a pseudo-terminal, and ends with its exit code.
        let shell = "exec script --quiet --return --command '\(command)' /dev/null <'\(typed)'"
        let result = try await Command.run("/bin/sh", ["-c", shell], environment: ["CNFD_SOCKET": socket])
        return (result.output, result.code)
    }
}
