import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

@Suite("A05: exit codes and one clear line", .timeLimit(.patience))
struct ExitCodesTests {
    @Test("3: a name that is not there, with the nearest one")
    func notFound() async throws {
        let daemon = try await RunningDaemon.withSite()
        let near = try await daemon.cnfctl("srst", "show", "branch12")
        #expect(near.code == 3)
        #expect(near.error == "cnfctl: srst branch12: There is no srst branch12. Did you mean branch-12?\n")
        #expect(near.output.isEmpty)
        let commands = [
            ["device-pool", "show", "branch-13"], ["security-profile", "show", "sip-plane"],
            ["call-manager-group", "show", "kyoto"], ["phone", "show", "SEP0011223344FF"],
            ["file", "show", "SEP0011223344FF"], ["file", "diff", "SEP0011223344FF"],
            ["file", "explain", "SEP0011223344FF"], ["file", "explain", "SEP001122334455", "isSecur"],
            ["phone", "delete", "SEP0011223344FF", "--yes"],
            ["srst", "delete", "branch-x", "--confirm", "branch-x"],
            ["srst", "update", "branch-x", "--secure", "true"],
        ]
        for command in commands {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 3, "\(command): \(result.error)")
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1, "\(result.error)")
            #expect(result.error.hasPrefix("cnfctl: "))
        }
    }

    @Test("2: a call that cannot be understood says what is wrong first")
    func usage() async throws {
        let daemon = try await RunningDaemon.withSite()
        let commands = [
            ["nonsense"], ["srst"], ["srst", "show"], ["srst", "show", "a", "b"], ["status", "--colour"],
            ["apply"], ["apply", "-f", "/nonexistent/site.yaml"], ["srst", "update", "branch-12"],
            ["srst", "certificate", "accept", "branch-12", "--from-file", "/nonexistent.pem"],
        ]
        for command in commands where command != ["srst"] {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 2, "\(command): \(result.output)\(result.error)")
            #expect(result.output.isEmpty, "\(command)")
            #expect(result.error.hasPrefix("Error: ") || result.errorLines.count == 1, "\(result.error)")
        }
        let unreadable = try await daemon.cnfctl("apply", "-f", "/nonexistent/site.yaml")
        #expect(
            unreadable.error == "cnfctl: file /nonexistent/site.yaml: It cannot be read: No such file or directory. "
                + "Check the path and its permissions.\n"
        )
    }

    @Test("2: a call that cannot be understood is told in JSON behind --json")
    func usageAsJSON() async throws {
        let result = try await Command.run(Programs.cnfctl, ["srst", "show", "--json"])
        #expect(result.code == 2)
        #expect(result.error.isEmpty, "\(result.error)")
        let problem = try #require(try result.problems().first)
        #expect(problem.kind == .usage)
        #expect(problem.message.contains("name"))
    }

    @Test("2: without a terminal nothing is asked, and the flag is named")
    func noTerminal() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        // The fixture's file says disable.
        try await daemon.done("device-pool", "update", "HQ", "--srst", "branch-20")
        let before = try await daemon.export()
        let served = try daemon.served()
        // A column of an item goes with all of the item's columns.
        let columns =
            ["number", "label", "display-name", "authentication-name", "authentication-password"]
            + ["voice-mail-number", "maximum-calls", "busy-trigger"]
        let heads = columns.map { "lines.2.\($0)" }.joined(separator: ",")
        let lines = try daemon.directory.write(
            "name,\(heads)\nSEP001122334455\(columns.map { _ in "," }.joined())\n",
            to: "lines.csv"
        )
        let site = try daemon.directory.write("phones: [{name: SEP001122334455, lines: []}]\n", to: "lines.yaml")
        let commands: [(arguments: [String], flag: String)] = [
            (["reset", "--all"], "--yes"), (["reset", "--pending"], "--yes"),
            (["reset", "--srst", "branch-12"], "--yes"),
            (["cluster", "set-mode", "non-secure"], "--yes"), (["phone", "delete", "SEP001122334455"], "--yes"),
            (["srst", "delete", "branch-12", "--detach"], "--confirm branch-12"),
            (["srst", "update", "branch-12", "--secure", "false"], "--yes"),
            (["srst", "remove-security", "branch-12"], "--yes"),
            (["srst", "remove-security", "branch-12", "--reset"], "--yes"),
            (["device-pool", "update", "Branch-12", "--srst", "disable"], "--yes"),
            (["security-profile", "update", "sip-encrypted", "--unset", "device-security-mode"], "--yes"),
            (["phone", "update", "SEP001122334455", "--unset", "lines"], "--yes"),
            (["phone", "update", "SEP001122334455", "--unset", "ssh-password"], "--yes"),
            (["phone", "import", lines], "--yes"), (["apply", "-f", site], "--yes"),
            (["apply", "-f", Fixture.site, "--replace"], "--yes"),
        ]
        for (arguments, flag) in commands {
            let result = try await daemon.cnfctl(arguments)
            #expect(result.code == 2, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1, "\(result.error)")
            #expect(result.error.hasSuffix("Repeat with \(flag).\n"), "\(result.error)")
            let problems = try await daemon.cnfctl(arguments + ["--json"]).problems()
            #expect(problems.map(\.code) == ["confirmation-needed"])
        }
        #expect(try await daemon.export() == before)
        #expect(try daemon.served() == served)
        // One phone needs no confirmation, and a change that changes nothing neither.
        #expect(try await daemon.cnfctl("reset", "--phone", "SEP001122334460").code == 0)
        #expect(try await daemon.cnfctl("cluster", "set-mode", "mixed").code == 0)
    }

    @Test("3: a reference that is not there is told before that nobody can be asked about its certificate")
    func noReference() async throws {
        let daemon = try await RunningDaemon.withSite()
        let missing = try await daemon.cnfctl("srst", "certificate", "fetch", "nosuch")
        #expect(missing.code == 3)
        #expect(missing.error.hasPrefix("cnfctl: srst nosuch: There is no srst nosuch."), "\(missing.error)")
        let unasked = try await daemon.cnfctl("srst", "certificate", "fetch", "branch-12")
        #expect(unasked.code == 2 && unasked.error.contains("--fingerprint SHA256"), "\(unasked.error)")
    }

    @Test("2, without a terminal: the refusal of a rollback or a deletion tells all that there is to agree to, and how")
    func everythingTold() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let rollback = try await daemon.cnfctl("revision", "rollback", "1")
        #expect(rollback.code == 2)
        #expect(
            rollback.error.contains("4 files contradict what is saved today (certificate-lost)"),
            "\(rollback.error)"
        )
        #expect(rollback.error.hasSuffix("Repeat with --yes --confirm.\n"), "\(rollback.error)")
        let agreed = try await daemon.cnfctl("revision", "rollback", "1", "--confirm")
        #expect(agreed.code == 2 && agreed.error.hasSuffix("Repeat with --yes.\n"), "\(agreed.error)")
        for flags in [[], ["--yes"]] {
            let deletion = try await daemon.cnfctl(["srst", "delete", "branch-12", "--detach"] + flags)
            #expect(deletion.code == 2)
            #expect(
                deletion.error.contains("gives the device pool Branch-12 the SRST choice disable"),
                "\(deletion.error)"
            )
        }
    }

    @Test("4: a reference that has changed since is not overwritten")
    func versionConflict() async throws {
        let daemon = try await RunningDaemon.withSite()
        let update = ["srst", "update", "branch-12", "--if-version", "1", "--certificate-provider-port"]
        #expect(try await daemon.cnfctl(update + ["3000"]).code == 0)
        let late = try await daemon.cnfctl(update + ["4000"])
        #expect(late.code == 4)
        #expect(
            late.error == "cnfctl: srst branch-12: It has version 2 by now, not 1. "
                + "Read it again and repeat the change.\n"
        )
        let report: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
        #expect(report.fields["certificate-provider-port"]?.text == "3000")
    }

    @Test("6: an impossible value, with object, field and remedy")
    func validation() async throws {
        let daemon = try await RunningDaemon.withSite()
        for command in [
            ["cluster", "set-mode", "mixt", "--yes"], ["srst", "update", "branch-12", "--secure", "maybe"],
            ["srst", "update", "branch-12", "--sip", "127.0.0.1:sip"], ["phone", "show", "SEP00"],
            ["reset", "--all", "--yes", "--as-of", "yesterday"],
            ["file", "diff", "SEP001122334455", "--as-of", "2026"],
        ] {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 6, "\(command): \(result.error)")
            #expect(result.errorLines.count == 1, "\(result.error)")
            let problem = try #require(try await daemon.cnfctl(command + ["--json"]).problems().first)
            #expect(problem.field != nil, "\(problem)")
            #expect(problem.hint?.isEmpty == false, "\(problem)")
        }
    }

    @Test("7: no daemon on the socket")
    func noDaemon() async throws {
        let directory = try TemporaryDirectory()
        let socket = directory.path + "/nobody"
        let result = try await Command.run(Programs.cnfctl, ["status", "--socket", socket])
        #expect(result.code == 7)
        #expect(
            result.error == "cnfctl: No cnfd answers on the control socket \(socket). "
                + "Start cnfd, or name its socket with --socket.\n"
        )
        // An empty variable names no socket.
        let unnamed = try await Command.run(Programs.cnfctl, ["status"], environment: ["CNFD_SOCKET": ""])
        #expect(!unnamed.error.contains("the control socket ."))
        let daemon = try await RunningDaemon()
        try await daemon.crash()
        // The socket's file is still there.
        #expect(try await daemon.cnfctl("status").code == 7)
    }

    @Test("7: a daemon of another version, by what it answers", arguments: OddDaemon.Answer.allCases)
    func otherVersion(_ answer: OddDaemon.Answer) async throws {
        let daemon = try OddDaemon(answer)
        let result = try await Command.run(Programs.cnfctl, ["status", "--socket", daemon.socket])
        #expect(result.code == answer.code, "\(result.error)")
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.hasPrefix("cnfctl: "), "\(result.error)")
        #expect(result.error.hasSuffix(answer.advice + "\n"), "\(result.error)")
        let problem = try #require(
            try await Command.run(Programs.cnfctl, ["status", "--json", "--socket", daemon.socket]).problems().first
        )
        #expect(problem.code == answer.problem)
    }

    @Test("9: a control socket that the caller may not use")
    func denied() async throws {
        let daemon = try await RunningDaemon()
        chmod(daemon.directory.path, 0)
        // The superuser may go everywhere, unless the capability is taken away.
        let prefix = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--"] : []
        let command = prefix + [Programs.cnfctl, "status", "--socket", daemon.socket]
        let result = try await Command.run(command[0], Array(command[1...]))
        chmod(daemon.directory.path, 0o700)
        #expect(result.code == 9)
        #expect(
            result.error == "cnfctl: You may not use the control socket \(daemon.socket). "
                + "Run cnfctl as the daemon's user or as a member of its group.\n"
        )
    }

    @Test("A reader that goes away ends the command quietly", arguments: [["export"], ["phone", "list", "--json"]])
    func closedPipe(_ command: [String]) async throws {
        let daemon = try await RunningDaemon()
        // More than a pipe holds.
        #expect(try await daemon.apply(GeneratedSite.text(phones: 400, edition: "a")).code == 0)
        let script = #"{ "$0" "$@" ; echo "ended with $?" >&2 ; } | head -n 1"#
        let first = try await Command.run(
            "/bin/bash",
            ["-c", script, Programs.cnfctl] + command,
            environment: ["CNFD_SOCKET": daemon.socket]
        )
        #expect(first.output.split(separator: "\n").count == 1)
        #expect(["ended with 0\n", "ended with 141\n"].contains(first.error), "\(first.error)")

        let gone = #"{ sleep 0.2 ; "$0" "$@" ; echo "ended with $?" >&2 ; } | true"#
        let second = try await Command.run(
            "/bin/bash",
            ["-c", gone, Programs.cnfctl] + command,
            environment: ["CNFD_SOCKET": daemon.socket]
        )
        #expect(["ended with 0\n", "ended with 141\n"].contains(second.error), "\(second.error)")
    }
}
