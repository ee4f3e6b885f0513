import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A04: what was taken away comes back, through the daemon", .timeLimit(.patience))
struct UndoTests {
    private static let reception = "SEP001122334455"

    @Test("A04 S02: a phone that was deleted is named, comes back with its passwords, and is served the same bytes")
    func phone() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let saved = try await daemon.export().withoutPosition
        let served = try daemon.served()
        try await daemon.done("phone", "delete", Self.reception, "--yes")
        try await daemon.restart()
        #expect(throws: TestFailure.self) { try daemon.served(Self.reception) }
        let shown = try await daemon.cnfctl("phone", "show", Self.reception)
        #expect(shown.code == 3 && shown.error.contains("cnfctl phone undelete \(Self.reception) brings it back"))
        let list = try await daemon.done("phone", "list", "--deleted").output
        #expect(list.hasPrefix("NAME             DELETED-AT            DELETED-BY") && list.contains(Self.reception))
        let json: Document = try await daemon.done("phone", "list", "--deleted", "--json").json()
        #expect(json["objects"]?.values.first?["fields"]?["ssh-password"]?.text == Document.mask)

        let plan = try await daemon.cnfctl("phone", "undelete", Self.reception, "--plan")
        #expect(plan.code == 1 && plan.output.contains("would be saved"))
        let back = try await daemon.done("phone", "undelete", Self.reception)
        #expect(back.output.contains("published: \(Self.reception)") && back.error.contains("as a new phone's is"))
        #expect(try daemon.served() == served)
        #expect(try await daemon.export().withoutPosition == saved)
        #expect(try await daemon.status().pending.isEmpty)
        #expect(try await daemon.done("phone", "list", "--deleted", "--output", "name").output.isEmpty)
        let audit = try await daemon.done(
            "audit",
            "list",
            "--object",
            "phone \(Self.reception)",
            "--limit",
            "3",
            "--json"
        )
        #expect(audit.output.contains("undelete") && !audit.output.contains("swordfish"))
    }

    @Test(
        "A04 S15: a reference comes back with its certificate; the pools are named with the commands that move them back"
    )
    func reference() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let certificate = try await daemon.acceptedCertificate(of: "branch-12")
        let served = try daemon.served()
        try await daemon.done("srst", "delete", "branch-12", "--detach", "--reset", "--confirm", "branch-12")
        #expect(try daemon.served() != served)
        let back = try await daemon.done("srst", "undelete", "branch-12", "--json")
        let report: ChangeReport = try back.json()
        let moved = try #require(report.messages.first { $0.code == "pools-stay-detached" })
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == certificate)
        for command in moved.arguments?["commands"]?.values ?? [] {
            // As a shell would run it: the fixture's pool has no character that needs quotes.
            let words = (command.text ?? "").split(separator: " ").map(String.init)
            #expect(words.first == "cnfctl" && words.contains("Branch-12"))
            #expect(try await daemon.cnfctl(Array(words.dropFirst())).code == 0)
        }
        _ = try await daemon.reset("--all")
        #expect(try daemon.served() == served)
    }

    @Test("A04: the cluster and a pool go back to what is published or to a revision; what that takes away needs a yes")
    func revert() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        _ = try await daemon.reset("--all")
        let saved = try await daemon.export().withoutPosition
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        try await daemon.done("device-pool", "update", "Branch-12", "--srst", "disable", "--yes")
        #expect(try await daemon.cnfctl("cluster", "revert", "--plan").code == 1)
        try await daemon.done("cluster", "revert")
        try await daemon.done("device-pool", "revert", "branch-12")
        #expect(try await daemon.export().withoutPosition == saved)
        #expect(try await daemon.status().pending.isEmpty)
        #expect(try await daemon.done("device-pool", "revert", "Branch-12").output.contains("nothing to change"))

        try await daemon.done("device-pool", "update", "Branch-12", "--srst", "disable", "--yes")
        _ = try await daemon.reset("--all")
        try await daemon.done("device-pool", "revert", "Branch-12", "--to", "2")
        #expect(try await daemon.export().withoutPosition == saved)
        let lost = try await daemon.cnfctl("srst", "revert", "branch-12", "--to", "1")
        #expect(
            lost.code == 2 && lost.error.contains("the certificate of srst branch-12") && lost.error.contains("--yes")
        )
        #expect(try await daemon.export().withoutPosition == saved)
        #expect(try await daemon.cnfctl("cluster", "revert", "--to", "77").code == 3)
    }

    @Test("A03: a sheet that brings back a replaced phone asks, and says so")
    func sheet() async throws {
        let daemon = try await RunningDaemon.withSite()
        let sheet = try daemon.directory.write(
            try await daemon.done("phone", "export", "--show-secrets").output,
            to: "phones.csv"
        )
        try await daemon.done("phone", "replace", Self.reception, "SEP0011223344AA")
        _ = try await daemon.reset("--pending")
        let dry = try await daemon.cnfctl("phone", "import", sheet, "--dry-run")
        #expect(dry.code == 1 && dry.output.contains("It was replaced by SEP0011223344AA on "), "\(dry.output)")
        #expect(dry.output.contains("1 of the added was deleted or replaced before"))
        let refused = try await daemon.cnfctl("phone", "import", sheet)
        #expect(refused.code == 2 && refused.error.contains("--yes"), "\(refused.error)")
        #expect(try await daemon.cnfctl("phone", "show", Self.reception).code == 3)
        let json = try await daemon.cnfctl("phone", "import", sheet, "--json", "--dry-run")
        let rows: Document = try json.json()
        #expect(rows["rows"]?.values.compactMap { $0["brings-back"]?["replaced-by"]?.text } == ["SEP0011223344AA"])
        #expect(rows["summary"]?["brought-back"]?.text == "1")
    }

    @Test("A03: update --lines keeps labels and passwords of lines that stay, and one field changes alone")
    func lines() async throws {
        let daemon = try await RunningDaemon.withSite()
        func lines() async throws -> [Document] {
            let listed: Document = try await daemon.done("phone", "export", "--json", "--show-secrets").json()
            let phone = listed["objects"]?.values.first { $0["fields"]?["name"]?.text == Self.reception }
            return phone?["fields"]?["lines"]?.values ?? []
        }
        let before = try await lines()
        #expect(before.count == 2)
        try await daemon.done(
            "phone",
            "update",
            Self.reception,
            "--lines",
            "1202",
            "--lines",
            "1201",
            "--lines",
            "1299"
        )
        var after = try await lines()
        #expect(after.count == 3 && after[0] == before[1] && after[1] == before[0])
        try await daemon.done("phone", "update", Self.reception, "--lines.3.label", "new", "--lines.1.label", "first")
        after = try await lines()
        #expect(after[2]["label"]?.text == "new" && after[0] == before[1].merging(["label": "first"]))
        let slip = try await daemon.cnfctl("phone", "update", Self.reception, "--lines.label", "x")
        #expect(slip.code == 2 && slip.error.contains("--lines.1.label"))
        // Taking a line away asks.
        #expect(try await daemon.cnfctl("phone", "update", Self.reception, "--lines", "1201").code == 2)
    }
}
