import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("A01: plans through the daemon", .timeLimit(.patience))
struct PlansTests {
    @Test(
        "A01: plan -f says which files would change, grouped, and exits 0 when nothing would and 1 when something would"
    )
    func planOfSite() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let none = try await daemon.cnfctl("plan", "-f", Fixture.site)
        #expect(none.code == 0, "\(none.output)\(none.error)")
        // What no phone's file says is saved all the same.
        let quiet = try daemon.directory.write(
            try Files.text(Fixture.site).replacing(
                "certificate-provider-port: 2445",
                with: "certificate-provider-port: 3000"
            ),
            to: "quiet.yaml"
        )
        let unseen = try await daemon.cnfctl("plan", "-f", quiet)
        #expect(unseen.code == 1 && unseen.output.contains("~ srst branch-12"))
        let path = try daemon.directory.write(
            try Files.text(Fixture.site).replacing("    secure: true\n", with: "    secure: false\n"),
            to: "other.yaml"
        )
        let some = try await daemon.cnfctl("plan", "-f", path)
        #expect(some.code == 1)
        #expect(some.output.contains("2 phones in Branch-12: ~ devicePool/srstInfo/isSecure true → false"))
        #expect(some.output.contains("- devicePool/srstInfo/srstCertificate SHA-256 d85d2bfd6f14ae71"))
        #expect(try await daemon.status().pending.isEmpty)
    }

    @Test("A01: the plan of random changes is what phones then fetch, not one file more or less", arguments: 0..<3)
    func truth(_ seed: Int) async throws {
        let daemon = try await RunningDaemon.withSite()
        let site = try Files.text(Fixture.site)
        let edits = [
            ("受付 1201", "other"), ("secure: true", "secure: false"), ("cm2.tokyo", "cm9.tokyo"),
            ("srst: use-default-gateway", "srst: branch-12"), ("sshAccess: \"1\"", "sshAccess: \"0\""),
            ("second&secret", "third&secret"),
        ]
        var state = UInt64(seed + 1)
        func number(below bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        for _ in 0..<4 {
            var text = site
            for edit in edits where number(below: 3) == 0 { text = text.replacing(edit.0, with: edit.1) }
            #expect(try await daemon.apply(text, "--yes").code == 0)
            if number(below: 2) == 0, text.contains("secure: true") { try await daemon.acceptCertificate() }
            try await daemon.done("cluster", "set-mode", ["mixed", "non-secure"][number(below: 2)], "--yes")
            let scope = [["--all"], ["--srst", "branch-12"], ["--device-pool", "HQ"]][number(below: 3)]
            let before = try daemon.served()
            let plan: ResetReport = try await daemon.cnfctl(["reset", "--plan", "--json"] + scope).json()
            #expect(try daemon.served() == before)
            let done = try await daemon.cnfctl(["reset", "--yes"] + scope)
            #expect(done.code == 0, "\(done.error)")
            let after = try daemon.served()
            let groups = try #require(plan.changes)
            #expect(groups.flatMap(\.phones).sorted() == Fixture.phones.filter { before[$0] != after[$0] })
            for group in groups {
                for phone in group.phones {
                    let revision = try await daemon.status().revision ?? 0
                    let result = try await daemon.cnfctl(
                        "file",
                        "diff",
                        phone,
                        "--revision",
                        "\(revision.rawValue - 1)",
                        "--revision",
                        "\(revision)",
                        "--ignore-version-stamp",
                        "--json"
                    )
                    let report: FileDiffReport = try result.json()
                    #expect(report.differences.map(\.path) == group.differences.map(\.path), "\(phone)")
                }
            }
        }
    }
}
