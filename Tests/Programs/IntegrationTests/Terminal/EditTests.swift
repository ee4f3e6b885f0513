import AdminAPI
import Documents
import FoundationEssentials
import TestSupport
import Testing

@Suite("edit: several changes in one transaction, and nothing is lost", .timeLimit(.patience))
struct EditTests {
    /// An editor that runs these lines with the file as `$1`.
    private func editor(_ daemon: RunningDaemon, _ lines: String) throws -> [String: String] {
        let path = try daemon.directory.write("set -e\n\(lines)\n", to: "editor.sh")
        return ["VISUAL": "", "EDITOR": "/bin/sh \(path)", "TMPDIR": daemon.directory.path]
    }

    /// The files that were kept.
    private func kept(_ daemon: RunningDaemon) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path)
            .filter { $0.hasPrefix("cnfctl-edit-") }
    }

    private func check(_ session: TerminalSession, _ name: String, _ daemon: RunningDaemon) throws {
        try Transcript.check(session.screen, name, [(daemon.directory.path, "<directory>")])
    }

    @Test("The plan is shown, a yes applies it, and the file goes")
    func apply() async throws {
        let daemon = try await RunningDaemon.withSite()
        let environment = try editor(daemon, "sed -i 's/127.0.20.1/127.0.20.2/' \"$1\"")
        let session = try daemon.terminal(["edit", "srst", "branch-20"], environment: environment)
        try await session.wait(for: "Continue? [y/N] ")
        try session.type("y")
        #expect(try await session.end() == 0)
        try check(session, "edit", daemon)
        let report: ObjectReport = try await daemon.done("srst", "show", "branch-20", "--json").json()
        #expect(report.fields["sip"]?.values.first?["address"]?.text == "127.0.20.2")
        #expect(try kept(daemon).isEmpty)
    }

    @Test("Faults come back on top of the file, with their lines as they are there")
    func faults() async throws {
        let daemon = try await RunningDaemon.withSite()
        let environment = try editor(
            daemon,
            """
            if grep -q 'Nothing was applied' "$1"; then
                cp "$1" "$TMPDIR/reopened"
                sed -i 's/port: 80000/port: 5061/' "$1"
            else
                sed -i 's/port: 5060/port: 80000/' "$1"
            fi
            """
        )
        try await daemon.done(
            "srst",
            "update",
            "branch-20",
            "--sip",
            "127.0.20.1:5060",
            "--sccp",
            "127.0.20.1:2001"
        )
        let before: ObjectReport = try await daemon.done("srst", "show", "branch-20", "--json").json()
        let session = try daemon.terminal(["edit", "srst", "branch-20"], environment: environment)
        if before.fields["sip"]?.values.first?["port"] != nil {
            try await session.wait(for: "Continue? [y/N] ")
            try session.type("y")
        }
        #expect(try await session.end() == 0, "\(session.screen)")
        let reopened = try Files.text(daemon.directory.path + "/reopened")
        let lines = reopened.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let told = try #require(lines.first { $0.contains("80000") && $0.hasPrefix("#! line ") })
        let number = try #require(Int(told.dropFirst("#! line ".count).prefix { $0.isNumber }))
        #expect(lines[number - 1].contains("80000"), "\(reopened)")
        let after: ObjectReport = try await daemon.done("srst", "show", "branch-20", "--json").json()
        #expect(after.fields["sip"]?.values.first?["port"]?.text == "5061")
    }

    @Test("4: what somebody else changed meanwhile is not overwritten, and the file is kept")
    func conflict() async throws {
        let daemon = try await RunningDaemon.withSite()
        let environment = try editor(
            daemon,
            """
            \(Programs.cnfctl) srst update branch-20 --sccp 127.0.99.1 >/dev/null 2>&1
            sed -i 's/127.0.20.1/127.0.20.2/' "$1"
            """
        )
        let session = try daemon.terminal(["edit", "srst", "branch-20"], environment: environment)
        #expect(try await session.end() == 4)
        try check(session, "edit-conflict", daemon)
        let files = try kept(daemon)
        #expect(files.count == 1)
        #expect(try Files.text("\(daemon.directory.path)/\(files[0])").contains("127.0.20.2"))
        let report: ObjectReport = try await daemon.done("srst", "show", "branch-20", "--json").json()
        #expect(report.fields["sccp"]?.values.first?["address"]?.text == "127.0.99.1")
    }

    @Test("Declined, left out, given up, an editor that fails: each changes nothing; what was written is kept")
    func nothingChanged() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let change = "sed -i 's/127.0.20.1/127.0.20.2/' \"$1\""

        let declined = try daemon.terminal(["edit", "srst"], environment: try editor(daemon, change))
        try await declined.wait(for: "Continue? [y/N] ")
        try declined.type("n")
        #expect(try await declined.end() == 2)
        #expect(declined.screen.contains("Your file is kept: \(daemon.directory.path)/cnfctl-edit-"))
        #expect(try kept(daemon).count == 1)

        // The faults stay, so it is given up.
        let renamed = try daemon.terminal(
            ["edit", "srst", "branch-20"],
            environment: try editor(daemon, "sed -i 's/name: branch-20$/name: branch-2000/' \"$1\"")
        )
        #expect(try await renamed.end() == 6)
        #expect(renamed.screen.contains("srst branch-20: It is not in the file any more"), "\(renamed.screen)")
        #expect(try kept(daemon).count == 2)

        let failed = try daemon.terminal(["edit", "srst"], environment: try editor(daemon, "exit 3"))
        #expect(try await failed.end() == 2)
        #expect(failed.screen.contains("did not do it: it ended with code 3."), "\(failed.screen)")

        for lines in ["true", ": >\"$1\""] {
            let same = try daemon.terminal(["edit"], environment: try editor(daemon, lines))
            #expect(try await same.end() == 0)
            #expect(same.screen == "Nothing was changed.\n")
        }
        #expect(try kept(daemon).count == 3)
        #expect(try await daemon.export() == before)
    }

    @Test("3 and 2: a name that is not there with the nearest, and no terminal")
    func refused() async throws {
        let daemon = try await RunningDaemon.withSite()
        let session = try daemon.terminal(["edit", "srst", "brnch-12"], environment: try editor(daemon, "true"))
        #expect(try await session.end() == 3)
        #expect(session.screen == "cnfctl: srst brnch-12: There is no srst brnch-12. Did you mean branch-12?\n")
        let result = try await daemon.cnfctl("edit", "srst", "branch-12")
        #expect(result.code == 2)
        #expect(
            result.error == "cnfctl: There is no terminal to edit at. Use cnfctl export and cnfctl apply -f.\n"
        )
    }

    @Test("A06: passwords are masked in the editor and stay what they are")
    func secrets() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let environment = try editor(
            daemon,
            "cp \"$1\" \"$TMPDIR/seen\"; sed -i 's/127.0.20.1/127.0.20.2/' \"$1\""
        )
        let session = try daemon.terminal(["edit", "--yes"], environment: environment)
        #expect(try await session.end() == 0, "\(session.screen)")
        #expect(Fixture.secrets(in: try Files.text(daemon.directory.path + "/seen")).isEmpty)
        #expect(
            try await daemon.export().withoutPosition
                == before.withoutPosition.replacing("127.0.20.1", with: "127.0.20.2")
        )
    }
}
