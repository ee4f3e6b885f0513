import Testing

@Suite("A03 A05: an answer that could not be written whole is no success")
struct FullOutputTests {
    /// Runs a program whose standard output has no room.
    private func run(_ program: String, _ arguments: [String], socket: String = "") async throws -> CommandResult {
        try await Command.run(
            "/bin/sh",
            ["-c", #"exec "$0" "$@" >/dev/full"#, program] + arguments,
            environment: ["CNFD_SOCKET": socket]
        )
    }

    @Test(
        "Each form of an answer of cnfctl",
        arguments: [
            ["status"], ["export"], ["phone", "list"], ["phone", "list", "--json"], ["phone", "export"],
            ["phone", "list", "--output", "yaml"], ["phone", "list", "--output", "name"], ["revision", "list"],
            ["file", "show", "SEP001122334455"], ["completions", "bash"],
        ]
    )
    func answers(_ command: [String]) async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await run(Programs.cnfctl, command, socket: daemon.socket)
        #expect(result.code == 7)
        #expect(
            result.error == "cnfctl: standard output: It cannot be written: No space left on device. Mend the output "
                + "and ask again; a change that was asked for has been made.\n"
        )
    }

    @Test("Help, which needs no daemon", arguments: [["--help"], ["--version"], ["phone", "list", "--help"]])
    func help(_ command: [String]) async throws {
        #expect(try await run(Programs.cnfctl, command).code == 7)
    }

    @Test("cnfsim's help and its events")
    func simulator() async throws {
        #expect(try await run(Programs.cnfsim, ["--help"]).code == 7)
        let directory = try TemporaryDirectory()
        let made = ["capf", "init", "--directory", directory.path + "/capf", "--key-type", "ec"]
        let result = try await run(Programs.cnfsim, made)
        #expect(result.code == 7)
        #expect(result.error.contains("standard output: It cannot be written: No space left on device"))
    }
}
