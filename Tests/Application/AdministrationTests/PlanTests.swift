import AdminAPI
import Documents
import TestSupport
import Testing

@Suite struct PlanTests {
    @Test("A01: the plan of a reset is what the reset then does, whatever was changed before")
    func planIsTheTruth() async throws {
        let site = try await TestSite.fixture()
        var generator = SeededGenerator(seed: 20_260_601)
        for _ in 0..<12 {
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: _ = try await site.send(SetClusterMode(mode: "non-secure"))
            case 1: _ = try await site.send(SetClusterMode(mode: "mixed"))
            case 2: _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"]))
            case 3:
                _ = try await site.send(
                    UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "false"], confirm: true)
                )
            case 4:
                try await site.accept("branch-12", Bool.random(using: &generator) ? "branch-12" : "branch-12-renewed")
            default: _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "true"]))
            }
            let scope = [
                Reset(scope: .all), Reset(scope: .srst, name: "branch-12"), Reset(scope: .devicePool, name: "HQ"),
            ].randomElement(using: &generator)
            var request = try #require(scope)
            request.plan = true
            let before = site.everyFile()
            let plan = try await site.send(request)
            #expect(site.everyFile() == before)
            request.plan = false
            let done = try await site.send(request)
            #expect(done.published == plan.published)
            #expect(done.unchanged == plan.unchanged)
            #expect(done.withdrawn == plan.withdrawn)
            #expect(done.defaultFile == plan.defaultFile)
            let changed = site.everyFile().filter { before[$0.key] != $0.value }.keys.filter { $0.hasPrefix("SEP") }
            #expect(changed.sorted() == done.published.map { $0 + ".cnf.xml" })
        }
    }

    @Test("A01: the plan of a deletion says how many files a reset would then change")
    func planOfDeletion() async throws {
        let site = try await TestSite.secureFixture()
        let plan = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true, plan: true))
        #expect(plan.plan)
        #expect(plan.pending == 6)
        #expect(plan.changes?.flatMap(\.phones).count == 6)
        #expect(
            try await site.send(ShowObject(noun: .devicePool, name: "Branch-12")).fields["srst"]?.text == "branch-12"
        )
    }

    @Test("A01: the plan of a phone's deletion says that its file goes; of a change, its dependents only")
    func planOfDependents() async throws {
        let site = try await TestSite.secureFixture()
        let name = "SEP001122334455"
        _ = try await site.send(UpdateObject(noun: .phone, name: name, fields: ["owner-user-id": "waits"]))
        let update = UpdateObject(noun: .phone, name: "SEP001122334456", fields: ["owner-user-id": "other"], plan: true)
        #expect(try await site.send(update).changes?.flatMap(\.phones) == ["SEP001122334456"])
        let deletion = try await site.send(DeleteObject(noun: .phone, name: name, plan: true))
        #expect(deletion.changes?.map(\.kind) == ["removed"] && deletion.changes?.first?.phones == [name])
        let inStep = UpdateObject(
            noun: .srst,
            name: "branch-12",
            fields: ["sip": [["address": "192.0.2.99"]]],
            reset: true,
            plan: true
        )
        let report = try await site.send(inStep)
        #expect(report.changes == nil && report.reset?.changes?.flatMap(\.phones).count == 6)
    }

    @Test("S11 S22: switching the mode warns, with the number of phones whose files carry a certificate")
    func modeWarnings() async throws {
        let site = try await TestSite.secureFixture()
        let toPlain = try await site.send(SetClusterMode(mode: "non-secure"))
        let warning = try #require(toPlain.messages.first { $0.code == "phones-stay-on-gateway" })
        #expect(warning.text.contains("only after the gateway has been powered off"))
        #expect(warning.text.contains("after that, fail-over and fallback are automatic again"))
        #expect(warning.text.contains("4 phone files carry an SRST certificate"))
        let toMixed = try await site.send(SetClusterMode(mode: "mixed"))
        #expect(toMixed.messages.map(\.code).contains("trust-list-needed"))
        #expect(try await site.send(SetClusterMode(mode: "mixed")).changed == false)
        #expect(try await site.refusal(SetClusterMode(mode: "secure")).error.kind == .validation)
    }

    @Test("Every change can be made conditional on the version that was read")
    func versions() async throws {
        let site = try await TestSite.fixture()
        let file = try TestSite.certificate("branch-12")
        #expect(try await site.refusal(SetClusterMode(mode: "mixed", version: 9)).error.kind == .conflict)
        #expect(
            try await site.refusal(DeleteObject(noun: .phone, name: "SEP001122334455", version: 9)).error.kind
                == .conflict
        )
        #expect(
            try await site.refusal(DeleteObject(noun: .srst, name: "branch-20", version: 9)).error.kind == .conflict
        )
        let accept = AcceptSRSTCertificate(name: "branch-12", file: file, version: 9)
        #expect(try await site.refusal(accept).error.kind == .conflict)
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334455", version: 1))
    }
}
