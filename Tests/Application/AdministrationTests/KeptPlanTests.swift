import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A plan that is kept is carried out exactly, or refused")
struct KeptPlanTests {
    private static let text = """
        device-pools:
          - {name: HQ, connection-monitor-duration: 90}
          - {name: Kyoto, call-manager-group: tokyo}
        phones:
          - {name: SEP001122334460, description: Attic}
        """

    private func keep(_ site: TestSite, _ text: String = text, prune: Bool = false) async throws -> String {
        let plan = try await site.send(ApplySite(text: text, plan: true, prune: prune, keep: true))
        return try #require(plan.kept)
    }

    @Test("It does what was shown, and a second time nothing is left to do")
    func carriedOut() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ExportSite()).text
        let plan = try await site.send(ApplySite(text: Self.text, plan: true, keep: true))
        #expect(try await site.send(ExportSite()).text == before)
        let kept = try #require(plan.kept)
        #expect(try await site.send(ApplyPlan(text: kept, plan: true)).created == plan.created)
        let report = try await site.send(ApplyPlan(text: kept))
        #expect(report.created == plan.created && report.updated == plan.updated && !report.plan)
        #expect(try await site.send(ApplySite(text: Self.text)).updated.isEmpty)
        #expect(try await site.refusal(ApplyPlan(text: kept)).error.code == "plan-outdated")
        // Without being asked for, no plan is kept.
        #expect(try await site.send(ApplySite(text: Self.text, plan: true)).kept == nil)
    }

    @Test("A change of an object that it changes makes it outdated, even one that was changed back; another does not")
    func outdated() async throws {
        let site = try await TestSite.fixture()
        let kept = try await keep(site)
        for duration in ["30", "120"] {
            let fields: Document = ["connection-monitor-duration": .string(duration)]
            _ = try await site.send(UpdateObject(noun: .devicePool, name: "HQ", fields: fields), as: "ben")
        }
        let refused = try await site.refusal(ApplyPlan(text: kept))
        #expect(refused.all.map(\.object) == ["device-pool HQ"])
        #expect(refused.error.kind == .conflict && refused.error.code == "plan-outdated")
        #expect(refused.error.message.hasPrefix("ben changed it at"))

        let fresh = try await keep(site)
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP00112233445C", fields: ["description": "x"]))
        #expect(try await site.send(ApplyPlan(text: fresh)).updated.count == 2)
    }

    @Test("What was done by others already, or cannot be done any more, makes it outdated")
    func otherwise() async throws {
        let site = try await TestSite.fixture()
        let kept = try await keep(site)
        _ = try await site.send(ApplySite(text: Self.text))
        #expect(try await site.refusal(ApplyPlan(text: kept)).error.kind == .conflict)

        let dangling = try await keep(
            site,
            "device-pools: [{name: Kobe, call-manager-group: spare}]\n"
                + "call-manager-groups: [{name: spare, members: [{address: 192.0.2.1}]}]"
        )
        #expect(!dangling.isEmpty)
        _ = try await site.send(
            AddObject(noun: .callManagerGroup, fields: ["name": "old", "members": [["address": "192.0.2.1"]]])
        )
        let naming = try await keep(site, "device-pools: [{name: Nara, call-manager-group: old}]")
        _ = try await site.send(DeleteObject(noun: .callManagerGroup, name: "old"))
        let gone = try await site.refusal(ApplyPlan(text: naming)).error
        #expect(gone.kind == .conflict && gone.code == "plan-outdated")
    }

    @Test("It still asks before something is taken away, and before objects are deleted")
    func asks() async throws {
        let site = try await TestSite.fixture()
        let kept = try await keep(site, "phones: [{name: SEP00112233445C, lines: null}]")
        #expect(try await site.refusal(ApplyPlan(text: kept)).error.code == Loss.valuesCode)
        #expect(try await site.send(ApplyPlan(text: kept, confirm: true)).lost.count == 2)
        let pruned = try await keep(
            site,
            try await site.send(ExportSite()).text.replacing(
                "- name: SEP001122334460\n",
                with: "- name: SEP001122334499\n"
            ),
            prune: true
        )
        #expect(try await site.refusal(ApplyPlan(text: pruned)).error.code == "objects-would-be-deleted")
        let report = try await site.send(ApplyPlan(text: pruned, confirmDeletions: true))
        #expect(report.deleted == ["phone SEP001122334460"])
    }

    @Test("What is no plan, is damaged, is in another format or of another store is refused")
    func refused() async throws {
        let site = try await TestSite.fixture()
        let kept = try await keep(site)
        let before = try await site.send(ExportSite()).text
        for (text, code) in [
            ("", "not-a-plan"), (Self.text, "not-a-plan"), (kept.replacing("Attic", with: "Cellar"), "damaged-plan"),
            (String(kept.dropLast(10)), "damaged-plan"),
            (kept.replacing("cnfd-plan 1 ", with: "cnfd-plan 2 "), "unknown-plan-version"),
        ] {
            let refused = try await site.refusal(ApplyPlan(text: text)).error
            #expect(refused.kind == .validation && refused.code == code)
        }
        #expect(try await site.send(ExportSite()).text == before)
        let other = try await TestSite.fixture()
        let foreign = try await other.refusal(ApplyPlan(text: kept)).error
        #expect(foreign.kind == .conflict && foreign.code == "plan-of-another-store")
    }

    @Test("A stale file cannot be planned; one that overwrites on purpose can, and its plan be carried out")
    func stale() async throws {
        let site = try await TestSite.fixture()
        let file = try await site.send(ExportSite()).text.replacing("Home office, old handset", with: "Attic")
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP001122334460", fields: ["description": "x"]))
        #expect(try await site.refusal(ApplySite(text: file, plan: true, keep: true)).error.code == "changed-since")
        let plan = try await site.send(ApplySite(text: file, plan: true, overwrite: true, keep: true))
        #expect(try await site.send(ApplyPlan(text: try #require(plan.kept))).updated == ["phone SEP001122334460"])
    }
}
