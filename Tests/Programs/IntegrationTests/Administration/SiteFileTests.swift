import AdminAPI
import Foundation
import TestSupport
import Testing

@Suite("Site files that merge, that are stale, and plans that are kept, through the daemon", .timeLimit(.patience))
struct SiteFileTests {
    private static let attic = ("Home office, old handset", "Attic")

    @Test("4: what somebody else changed since the export is not overwritten by apply and plan, nor with --prune")
    func stale() async throws {
        let daemon = try await RunningDaemon.withSite()
        let site = daemon.directory.path + "/site"
        try await daemon.done("export", "--directory", site)
        let path = site + "/site.yaml"
        let text = try Files.text(path)
        #expect(text.hasPrefix("position:\n  incarnation: "))
        #expect(try await daemon.done("export").output == text)
        try text.replacing(Self.attic.0, with: Self.attic.1).write(toFile: path, atomically: true, encoding: .utf8)
        try await daemon.done("device-pool", "update", "HQ", "--connection-monitor-duration", "90")
        let before = try await daemon.export()
        for command in [["apply"], ["apply", "--plan"], ["plan"], ["apply", "--prune", "--confirm", "site.yaml"]] {
            let result = try await daemon.cnfctl(command + ["-f", path])
            #expect(result.code == 4, "\(command): \(result.output)\(result.error)")
            #expect(result.errorLines.count == 1 && result.output.isEmpty)
            #expect(result.error.contains("device-pool HQ: root changed it at 20"), "\(result.error)")
            #expect(result.error.contains("--overwrite"))
        }
        #expect(try await daemon.export() == before)
        let done = try await daemon.done("apply", "-f", path, "--overwrite")
        #expect(
            done.error.contains("overwrites what was changed after the state that it shows: device-pool HQ (root, ")
        )
        let report: ApplyReport = try await daemon.done("apply", "-f", path, "--json").json()
        #expect(report.updated.isEmpty && report.unchanged == 28)
    }

    @Test("A pipeline's file is applied again and again, and after edits, until a colleague changes what it has set")
    func pipeline() async throws {
        let daemon = try await RunningDaemon.withSite()
        let text = try await daemon.done("export").output
        func apply(_ description: String) async throws -> CommandResult {
            try await daemon.apply(text.replacing(Self.attic.0, with: description))
        }
        for description in ["Attic", "Attic", "Cellar", "Attic"] {
            let result = try await apply(description)
            #expect(result.code == 0, "\(result.error)")
        }
        // The same text in another place is another file.
        let copy = try daemon.directory.write(text.replacing(Self.attic.0, with: "Shed"), to: "copy.yaml")
        #expect(try await daemon.cnfctl("apply", "-f", copy).code == 4)
        try await daemon.restart()
        #expect(try await apply("Cellar").code == 0)
        try await daemon.done("phone", "update", "SEP001122334460", "--description", "Barn")
        #expect(try await apply("Cellar").code == 4)
        #expect(try await apply("Barn").code == 0)
        #expect(try await apply("Cellar").code == 0)
    }

    @Test("A file without a position says what it overwrites; one of another store overwrites nothing")
    func positions() async throws {
        let daemon = try await RunningDaemon.withSite()
        let other = try await RunningDaemon.withSite()
        let foreign = try await other.done("export").output.replacing(Self.attic.0, with: Self.attic.1)
        let refused = try await daemon.apply(foreign)
        #expect(refused.code == 4 && refused.error.contains("another store"), "\(refused.error)")
        let bare = try await daemon.apply(foreign.withoutPosition)
        #expect(bare.code == 0, "\(bare.error)")
        #expect(bare.error.contains("It overwrites what was saved before: phone SEP001122334460 (root, "))
        let empty = try await RunningDaemon()
        #expect(try await empty.apply(foreign.replacing("********", with: "x")).code == 0)
    }

    @Test("A kept plan is done exactly or not at all, and only its owner can read it")
    func keptPlan() async throws {
        let daemon = try await RunningDaemon.withSite()
        let text = try await daemon.done("export").output.replacing(Self.attic.0, with: Self.attic.1)
        let path = try daemon.directory.write(text, to: "site.yaml")
        let plan = daemon.directory.path + "/change.plan"
        let before = try await daemon.export()
        let planned = try await daemon.cnfctl("plan", "-f", path, "--out", plan)
        #expect(planned.code == 1 && planned.error.contains("The plan is kept in \(plan)."), "\(planned.error)")
        #expect(try await daemon.export() == before)
        let attributes = try FileManager.default.attributesOfItem(atPath: plan)
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        let damaged = try daemon.directory.write(
            Files.text(plan).replacing("Attic", with: "Cellar"),
            to: "damaged.plan"
        )
        #expect(try await daemon.cnfctl("apply", "--plan-file", damaged).code == 6)
        let site = try await daemon.cnfctl("apply", "--plan-file", path)
        #expect(site.code == 6 && site.error.contains("file \(path): It is no plan."), "\(site.error)")
        let other = try await RunningDaemon.withSite()
        #expect(try await other.cnfctl("apply", "--plan-file", plan).code == 4)
        #expect(try await daemon.cnfctl("apply", "--plan-file", plan, "-f", path).code == 2)
        #expect(try await daemon.cnfctl("apply", "--plan-file", plan, "--prune").code == 2)

        #expect(try await daemon.cnfctl("apply", "--plan-file", plan, "--plan").code == 1)
        let done = try await daemon.done("apply", "--plan-file", plan)
        #expect(done.output.hasPrefix("0 created, 1 updated, 27 unchanged"), "\(done.output)")
        let again = try await daemon.cnfctl("apply", "--plan-file", plan)
        #expect(again.code == 4 && again.error.contains("make the plan again"), "\(again.error)")
    }

    @Test("plan and apply --plan exit alike: 0 for nothing, 1 for something, whether it reaches a phone or not")
    func exits() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        let owner = "phones: [{name: SEP001122334460, owner-user-id: x}]\n"
        let cases: [(String, Int32)] = [
            ("{}\n", 0), ("phones: [{name: SEP001122334460}]\n", 0), (owner, 1),
            ("phones: [{name: SEP001122334455, ssh-user: x}]\n", 1),
        ]
        for (text, code) in cases {
            let path = try daemon.directory.write(text, to: "part.yaml")
            #expect(try await daemon.cnfctl("plan", "-f", path).code == code, "\(text)")
            #expect(try await daemon.cnfctl("apply", "-f", path, "--plan").code == code, "\(text)")
        }
    }

    @Test("At a terminal, what would go is told and asked; the answer in JSON says what went")
    func asked() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let path = try daemon.directory.write("phones: [{name: SEP001122334455, lines: []}]\n", to: "lines.yaml")
        for (arguments, told) in [
            (["apply", "-f", path], "line 1201 and line 1202 of phone SEP001122334455"),
            (
                ["srst", "update", "branch-12", "--secure", "false"],
                "the security and the certificate of srst branch-12"
            ),
            (
                ["srst", "remove-security", "branch-12", "--reset"],
                "the security and the certificate of srst branch-12"
            ),
            (["device-pool", "update", "Branch-12", "--srst", "disable"], "the SRST choice branch-12 of device-pool"),
        ] {
            let session = try daemon.terminal(arguments)
            try await session.wait(for: "Continue? [y/N] ")
            try session.type("n")
            #expect(try await session.end() == 2)
            #expect(session.screen.contains("This takes away \(told)"), "\(session.screen)")
        }
        #expect(try await daemon.acceptedCertificate(of: "branch-12") != nil)
        let result = try await daemon.done("srst", "remove-security", "branch-12", "--yes", "--json")
        let report: ChangeReport = try result.json()
        #expect(report.lost.map(\.kind) == [.security, .certificate])
        let applied: ApplyReport = try await daemon.done("apply", "-f", path, "--yes", "--json").json()
        #expect(applied.lost.map(\.was) == ["1201", "1202"])
    }
}
