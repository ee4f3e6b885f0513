import AdminAPI
import TestSupport
import Testing

@Suite("A01: a plan changes nothing", .timeLimit(.patience))
struct RehearsalTests {
    /// A phone that the site does not have.
    private static let other = "SEP0011223344AB"
    private static let deleted = "SEP0E0000000001"

    private struct State: Equatable {
        var saved: String
        var served: [String: [UInt8]]
        var defaults: PhoneClient.Answer
        var status: StatusReport
        var certificate: String?
    }

    private func state(of daemon: RunningDaemon) async throws -> State {
        State(
            saved: try await daemon.export(),
            served: try daemon.served(),
            defaults: try daemon.fetch("XMLDefault.cnf.xml"),
            status: try await daemon.status(),
            certificate: try await daemon.acceptedCertificate(of: "branch-12")
        )
    }

    @Test("A01: every --plan leaves saved and served as they are, and exits 1 when something would change")
    func plans() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let renewed = Fixture.certificate("branch-12-renewed.pem")
        let other = try daemon.directory.write(
            try Files.text(Fixture.site).replacing("Reception", with: "Front desk").replacing("8080", with: "9090")
                .replacing("SEP001122334460", with: "SEP001122334461"),
            to: "other.yaml"
        )
        try await daemon.done("srst", "update", "branch-20", "--secure", "true")
        try await daemon.done("phone", "copy", "SEP001122334455", Self.deleted)
        try await daemon.done("phone", "delete", Self.deleted, "--yes")
        let before = try await state(of: daemon)
        #expect(!before.status.pending.isEmpty)

        let changing = [
            ["apply", "-f", other], ["reset", "--all"], ["reset", "--pending"], ["reset", "--srst", "branch-20"],
            ["reset", "--device-pool", "Branch-20 大阪"], ["reset", "--phone", "SEP00112233445D"],
            ["reset", "--security-profile", "sip-encrypted"], ["cluster", "set-mode", "non-secure"],
            ["srst", "update", "branch-12", "--secure", "false"],
            ["srst", "certificate", "accept", "branch-12", "--from-file", renewed],
            ["srst", "delete", "branch-12", "--detach"], ["phone", "delete", "SEP001122334455"],
            [
                "phone", "add", Self.other, "--protocol", "sip", "--model", "8841", "--device-pool", "HQ",
                "--security-profile", "sip-plain",
            ],
            ["phone", "copy", "SEP001122334455", Self.other], ["phone", "replace", "SEP001122334455", Self.other],
            ["srst", "rename", "branch-12", "gateway"], ["device-pool", "rename", "HQ", "Head office"],
            ["srst", "revert", "branch-20"], ["revision", "rollback", "1"],
            ["phone", "undelete", Self.deleted],
            ["capf", "set", "--from-file", Fixture.trust("capf")],
            ["trust", "import", "--from-file", Fixture.trust("manufacturer")],
            ["phone", "certificate", "import", "--kind", "lsc", Fixture.trust("SEP001122334455")],
        ]
        for command in changing {
            let result = try await daemon.cnfctl(command + ["--plan"])
            #expect(result.code == 1, "\(command): \(result.output)\(result.error)")
            #expect(result.output.contains("would"), "\(result.output)")
            let json = try await daemon.cnfctl(command + ["--plan", "--json"])
            #expect(json.code == 1, "\(command)")
            #expect(json.output.contains("\"plan\" : true"))
            #expect(try await state(of: daemon) == before, "\(command)")
        }
        let csv = try daemon.directory.write(
            "name,protocol,model,device-pool,security-profile\n\(Self.other),sip,8841,HQ,sip-plain\n",
            to: "phones.csv"
        )
        let imported = try await daemon.cnfctl("phone", "import", csv, "--plan")
        #expect(imported.code == 1 && imported.output.contains("would"), "\(imported.output)\(imported.error)")
        #expect(try await state(of: daemon) == before)
        let current = Fixture.certificate("branch-12.pem")
        let asBefore = [
            ["reset", "--phone", "SEP001122334455"], ["reset", "--srst", "branch-12"],
            ["cluster", "set-mode", "mixed"], ["srst", "update", "branch-12", "--secure", "true"],
            ["srst", "certificate", "accept", "branch-12", "--from-file", current],
        ]
        for command in asBefore {
            let result = try await daemon.cnfctl(command + ["--plan"])
            #expect(result.code == 0, "\(command): \(result.output)\(result.error)")
            #expect(try await state(of: daemon) == before, "\(command)")
        }
        try await daemon.done("srst", "update", "branch-20", "--secure", "false", "--yes")
        #expect(try await daemon.cnfctl("apply", "-f", Fixture.site, "--plan").code == 0)
        // What a plan says is what is then done.
        let plan: ResetReport = try await daemon.cnfctl("reset", "--all", "--plan", "--json").json()
        #expect(plan.published.isEmpty)
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        let planned: ResetReport = try await daemon.cnfctl("reset", "--all", "--plan", "--json").json()
        #expect(try await daemon.reset("--all").published == planned.published)
        #expect(!planned.published.isEmpty)
    }

    @Test("A01: a refused plan is refused as the change would be")
    func refusedPlans() async throws {
        let daemon = try await RunningDaemon.withSite()
        let issued = Fixture.certificate("ca-issued.pem")
        let accept = ["srst", "certificate", "accept", "branch-12", "--from-file", issued, "--plan"]
        #expect(try await daemon.cnfctl(accept).code == 5)
        #expect(try await daemon.cnfctl("srst", "delete", "branch-12", "--plan").code == 4)
        #expect(try await daemon.cnfctl("srst", "update", "none", "--secure", "true", "--plan").code == 3)
        #expect(try await daemon.apply("phones: [{name: x}]", "--plan").code == 6)
    }
}
