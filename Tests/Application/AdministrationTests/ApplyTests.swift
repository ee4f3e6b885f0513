import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@Suite struct ApplyTests {
    @Test("apply is stable: a second time nothing changes, and an export applied again neither")
    func stable() async throws {
        let site = try await TestSite.fixture()
        let again = try await site.send(ApplySite(text: TestSite.fixtureText))
        #expect(again.created.isEmpty && again.updated.isEmpty)
        #expect(again.unchanged == 28)
        #expect(again.firstFiles == nil)
        let export = try await site.send(ExportSite()).text
        let applied = try await site.send(ApplySite(text: export))
        #expect(applied.created.isEmpty && applied.updated.isEmpty)
        #expect(try await site.send(ExportSite()).text == export)
    }

    @Test("An export with secrets makes the same site in an empty store")
    func exportIsComplete() async throws {
        let site = try await TestSite.secureFixture()
        let copy = try await TestSite()
        _ = try await copy.send(ApplySite(text: try await site.send(ExportSite(showSecrets: true)).text))
        try await copy.accept("branch-12")
        _ = try await copy.send(Reset(scope: .all))
        #expect(copy.everyFile() == site.everyFile())
    }

    @Test("All problems of a site file are reported together with line, object, field and remedy; nothing is applied")
    func problems() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ExportSite()).text
        let text = """
            cluster:
              secuity-mode: mixed
            srst-references:
              - name: branch-12
                certificate-provider-port: 80
                sip: [{address: 192.0.2.1}]
            device-pools:
              - name: Annex
                call-manager-group: tokio
                srst: branch-99
            phones:
              - name: SEP00112233
                protocol: sip
                model: "8841"
                device-pool: HQ
                security-profile: sip-plain
              - name: SEP0A0000000001
                protocol: sip
                model: "8888"
                device-pool: HQ
                security-profile: sccp-plain
              - name: SEP0A0000000002
                protocol: sccp
                model: "7942"
                device-pool: HQ
                security-profile: sip-plain
              - name: 0a:00:00:00:00:02
                protocol: sccp
                model: "7942"
                device-pool: [HQ]
                security-profile: sccp-plain
              - name: 0a00.0000.0002
                protocol: sccp
                model: "7942"
                device-pool: HQ
                security-profile: sccp-plain
            phnes: []
            """
        let report = try await site.refusal(ApplySite(text: text))
        let found = report.all.map { "\($0.line ?? 0) \($0.object ?? "") \($0.field ?? "") \($0.code)" }
        #expect(
            found == [
                "2 cluster secuity-mode unknown-key",
                "5 srst branch-12 certificate-provider-port invalid-port",
                "9 device-pool Annex call-manager-group dangling-reference",
                "10 device-pool Annex srst dangling-reference",
                "12 phone name invalid-mac-address",
                "19 phone SEP0A0000000001 model unknown-model",
                "21 phone SEP0A0000000001 security-profile protocol-mismatch",
                "26 phone SEP0A0000000002 security-profile protocol-mismatch",
                "27 phone 0a:00:00:00:00:02 name duplicate-name",
                "30 phone SEP0A0000000002 device-pool wrong-type",
                "32 phone SEP0A0000000002 name duplicate-name",
                "37 site file phnes unknown-key",
            ]
        )
        #expect(report.all.allSatisfy { $0.hint?.isEmpty == false })
        #expect(report.all[0].hint?.contains("Did you mean \"security-mode\"?") == true)
        #expect(report.all[2].hint == "Did you mean tokyo?")
        #expect(try await site.send(ExportSite()).text == before)
    }

    @Test("Text that is not YAML is refused with its line")
    func notYAML() async throws {
        let site = try await TestSite()
        let report = try await site.refusal(ApplySite(text: "cluster:\n  services: [\nphones: }"))
        #expect(report.error.code == "invalid-yaml")
        #expect(report.error.line != nil)
    }

    @Test("A profile that changes its protocol must not leave phones behind")
    func profileProtocol() async throws {
        let site = try await TestSite.fixture()
        let text = "security-profiles:\n  - {name: sip-plain, protocol: sccp, transport: null}\n"
        let report = try await site.refusal(ApplySite(text: text))
        #expect(report.all.map(\.object) == ["phone SEP001122334457", "phone SEP00112233445C"])
        #expect(report.all.allSatisfy { $0.code == "protocol-mismatch" })
    }

    @Test("Objects that the file does not name stay, and so does a field that an object does not name")
    func absent() async throws {
        let site = try await TestSite.fixture()
        let text = "device-pools:\n  - {name: Home offices, call-manager-group: tokyo}\n"
        let before = try await site.send(ShowObject(noun: .devicePool, name: "Home offices")).fields
        let report = try await site.send(ApplySite(text: text))
        #expect(report.updated == ["device-pool Home offices"])
        let pool = try await site.send(ShowObject(noun: .devicePool, name: "Home offices"))
        #expect(pool.fields == before.merging(["call-manager-group": "tokyo"]))
        #expect(try await site.send(ListObjects(noun: .devicePool)).objects.count == 4)
    }

    @Test("A01: a plan of apply answers what would be done and does nothing")
    func plan() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ExportSite()).text
        let text = TestPhones.one("SEP0A0000000001", label: "x") + "\ncluster: {security-mode: non-secure}\n"
        let plan = try await site.send(ApplySite(text: text, plan: true))
        #expect(plan.created == ["phone SEP0A0000000001"])
        #expect(plan.updated == ["cluster"])
        #expect(plan.firstFiles?.published == ["SEP0A0000000001"])
        #expect(plan.firstFiles?.revision == nil)
        #expect(plan.messages.map(\.code).contains("phones-stay-on-gateway"))
        #expect(try await site.send(ExportSite()).text == before)
        #expect(site.served("SEP0A0000000001.cnf.xml") == nil)
        let done = try await site.send(ApplySite(text: text, confirm: true))
        #expect(done.created == plan.created && done.updated == plan.updated)
    }

    @Test("S18 by apply: a reference whose security a file clears loses its certificate")
    func clearedByApply() async throws {
        let site = try await TestSite.secureFixture()
        let text = try TestSite.fixtureText.replacing("secure: true", with: "secure: false")
        let refused = try await site.refusal(ApplySite(text: text))
        #expect(refused.error.code == "security-would-be-lost")
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-12")).fields["secure"]?.text == "true")
        let report = try await site.send(ApplySite(text: text, confirm: true))
        #expect(report.messages.map(\.code).contains("disable-credential-service"))
        let details = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details
        #expect(details["certificate"]?.content == .null)
    }

    @Test("A change of letter case alone is a change: names stand in phones' files as they are spelt")
    func letterCase() async throws {
        let site = try await TestSite.secureFixture()
        let text = try TestSite.fixtureText.replacing("name: branch-12", with: "name: BRANCH-12")
            .replacing("name: Branch-12", with: "name: BRANCH-TWELVE".replacing("TWELVE", with: "12"))
            .replacing("name: cm2", with: "name: CM2")
        let report = try await site.send(ApplySite(text: text))
        #expect(report.updated == ["call-manager-group tokyo", "srst BRANCH-12", "device-pool BRANCH-12"])
        _ = try await site.send(Reset(scope: .all))
        let file = try #require(site.served("SEP001122334455.cnf.xml")).text
        #expect(file.contains("<name>CM2</name>"))
        #expect(file.contains("<srstInfo>\n<name>BRANCH-12</name>"))
        #expect(site.served("SEP001122334455.cnf.xml")?.element("srstCertificate") != nil)
        // How a reference spells the name it refers to does not matter.
        #expect(try await site.send(ApplySite(text: text)).updated.isEmpty)
    }

    @Test("Every fault of an object is reported, its references and its name's second use included")
    func faultsOfOneObject() async throws {
        let site = try await TestSite.fixture()
        let text = """
            call-manager-groups:
              - {name: g1, members: [{address: 192.0.2.1}]}
              - {name: G1, members: [{address: "no host"}]}
            phones:
              - name: SEP00
                protocol: sip
                model: "8841"
                device-pool: nowhere
                security-profile: nix
            """
        let found = try await site.refusal(ApplySite(text: text)).all.map { "\($0.line ?? 0) \($0.code)" }
        #expect(
            found == [
                "3 invalid-value", "3 duplicate-name", "5 invalid-mac-address", "8 dangling-reference",
                "9 dangling-reference",
            ]
        )
    }

    @Test("A01: a plan of apply says how many phones a reset would then change")
    func planCountsWaiting() async throws {
        let site = try await TestSite.fixture()
        let text = try TestSite.fixtureText.replacing("label: Workshop", with: "label: Atelier")
        let plan = try await site.send(ApplySite(text: text, plan: true))
        let reminder = plan.messages.filter { $0.code == MessageCode.resetNeeded.rawValue }
        #expect(reminder.map(\.text) == ["1 phone file changes at the next reset: run cnfctl reset --pending."])
    }

    @Test("A file in which the mode is missing does not take security away unasked")
    func missingMode() async throws {
        let site = try await TestSite.secureFixture()
        let text = "cluster: {expired-certificate: keep}"
        #expect(try await site.send(ApplySite(text: text)).lost.isEmpty)
        let refused = try await site.refusal(ApplySite(text: text, replace: true))
        #expect(refused.error.kind == .unconfirmed)
        #expect(refused.error.hint?.contains("--yes") == true)
        #expect(try await site.send(ShowStatus()).securityMode == "mixed")
    }
}
