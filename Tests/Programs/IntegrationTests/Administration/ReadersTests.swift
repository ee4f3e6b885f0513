import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

/// Only the superuser can become someone else; without it the decision is covered by AdminServerTests.
@Suite("A05: readers look and change nothing", .timeLimit(.patience), .enabled(if: geteuid() == 0))
struct ReadersTests {
    /// A group that every Debian has, with nothing to do.
    private static let group = "games"
    /// A user of no group of ours (nobody).
    private static let user = 65_534

    private static let looking = [
        ["status"], ["phone", "list"], ["srst", "show", "branch-12"], ["file", "show", "SEP001122334455"],
        ["file", "diff", "SEP001122334455"], ["file", "explain", "SEP001122334455"], ["revision", "list"],
        ["audit", "list"], ["operation", "list"], ["export"], ["plan", "-f", Fixture.site],
        ["reset", "--all", "--plan"], ["cluster", "set-mode", "non-secure", "--plan"],
        ["srst", "update", "branch-12", "--secure", "false", "--plan"],
    ]
    private static let changing = [
        ["apply", "-f", Fixture.site, "--yes"], ["reset", "--all", "--yes"],
        ["cluster", "set-mode", "non-secure", "--yes"], ["srst", "update", "branch-12", "--secure", "false"],
        ["phone", "delete", "SEP001122334455", "--yes"], ["srst", "certificate", "fetch", "branch-12", "--yes"],
        ["srst", "certificate", "reject", "branch-12"], ["export", "--show-secrets"],
        ["file", "show", "SEP001122334455", "--show-secrets"],
    ]

    @Test("By a supplementary group: every look succeeds, every change is denied with one line")
    func supplementary() async throws {
        let daemon = try await Self.daemon(readersGroup: Self.group)
        for command in Self.looking {
            let result = try await Self.cnfctl(daemon, command, groups: Self.group)
            #expect([0, 1].contains(result.code), "\(command): \(result.code) \(result.error)")
        }
        let before = try await daemon.export()
        for command in Self.changing {
            let result = try await Self.cnfctl(daemon, command, groups: Self.group)
            #expect(result.code == 9, "\(command): \(result.code) \(result.error)")
            #expect(result.output.isEmpty, "\(command)")
            #expect(
                result.error
                    == "cnfctl: The user nobody may look as a member of the group games, but not change or disclose "
                    + "anything; nothing was changed. See with --plan what it would do, and have an administrator do it.\n"
            )
        }
        #expect(try await daemon.export() == before)
    }

    @Test("By the process's own group")
    func ownGroup() async throws {
        let daemon = try await Self.daemon(readersGroup: Self.group)
        let result = try await Self.cnfctl(daemon, ["status"], group: Self.group)
        #expect(result.code == 0, "\(result.error)")
        let change = try await Self.cnfctl(daemon, ["reset", "--all", "--yes", "--json"], group: Self.group)
        #expect(change.code == 9)
        #expect(try change.problems().map(\.code) == ["read-only"])
    }

    @Test("A stranger is denied everything, however much is sent; an administrator's group administers")
    func strangers() async throws {
        let daemon = try await Self.daemon(readersGroup: Self.group)
        let large = try daemon.directory.write(GeneratedSite.text(phones: 2_000, edition: "a"), to: "large.yaml")
        for command in Self.looking + [["apply", "-f", large]] {
            let result = try await Self.cnfctl(daemon, command)
            #expect(result.code == 9, "\(command): \(result.code) \(result.error)")
            #expect(result.errorLines.count == 1, "\(result.error)")
            #expect(result.error.hasPrefix("cnfctl: The user nobody may not use cnfd. "), "\(result.error)")
        }
        let administrator = try await Self.cnfctl(daemon, ["reset", "--all", "--yes"], groups: "root")
        #expect(administrator.code == 0, "\(administrator.error)")
    }

    @Test("Without such a group nobody but administrators gets as far as the daemon")
    func noReaders() async throws {
        let daemon = try await Self.daemon(readersGroup: nil)
        let result = try await Self.cnfctl(daemon, ["status"], groups: Self.group)
        #expect(result.code == 9)
        #expect(result.error.hasPrefix("cnfctl: You may not use the control socket "), "\(result.error)")
    }

    @Test("A group that is named and not there stops the start, with what to do")
    func unknownGroup() async throws {
        let directory = try TemporaryDirectory()
        let result = try await Command.run(
            Programs.cnfd,
            [
                "--state-directory", directory.path + "/state", "--control-socket", directory.path + "/s",
                "--tftp-listen", "127.0.0.1:0", "--readers-group", "no-such-group-here",
            ]
        )
        #expect(result.code == 1)
        #expect(
            result.error == "cnfd: readers-group: There is no group no-such-group-here on this system. Make it with "
                + "groupadd --system no-such-group-here, or name another with --readers-group.\n"
        )
    }

    private static func daemon(readersGroup: String?) async throws -> RunningDaemon {
        var settings = RunningDaemon.Settings()
        settings.readersGroup = readersGroup
        let daemon = try await RunningDaemon.withSite(settings)
        try await daemon.acceptCertificate()
        // Others may come as far as the socket.
        chmod(daemon.directory.path, 0o711)
        return daemon
    }

    private static func cnfctl(
        _ daemon: RunningDaemon,
        _ arguments: [String],
        group: String = "nogroup",
        groups: String? = nil
    ) async throws -> CommandResult {
        let groups = groups.map { "--groups=\($0)" } ?? "--clear-groups"
        let identity = ["--reuid=\(user)", "--regid=\(group)", groups, "--", Programs.cnfctl]
        return try await Command.run(
            "/usr/bin/setpriv",
            identity + arguments,
            environment: ["CNFD_SOCKET": daemon.socket]
        )
    }
}
