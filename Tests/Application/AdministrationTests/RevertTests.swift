import AdminAPI
import ClusterModel
import Documents
import Store
import TestSupport
import Testing

@Suite("A04: revert")
struct RevertTests {
    private static let phone = "SEP001122334455"

    @Test("A04: reverting a phone discards what was saved since its file was made, secrets too, and nothing is pending")
    func phone() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ExportSite(showSecrets: true)).text.withoutPosition
        for edition in ["one", "two"] {
            let text = try TestSite.fixtureText.replacing("label: 受付 1201", with: "label: \(edition)")
                .replacing("ssh-password: swordfish", with: "ssh-password: \(edition)")
            _ = try await site.send(ApplySite(text: text))
        }
        #expect(try await site.send(ShowStatus()).pending == [Self.phone])
        let plan = try await site.send(RevertObject(noun: .phone, name: Self.phone, plan: true))
        #expect(plan.changed && plan.changes == [] && plan.pending == 0)
        #expect(try await site.send(ShowStatus()).pending == [Self.phone])
        let report = try await site.send(RevertObject(noun: .phone, name: "00:11:22:33:44:55"))
        #expect(report.changed && report.version == 4 && report.pending == 0)
        #expect(try await site.send(ExportSite(showSecrets: true)).text.withoutPosition == before)
        #expect(try await site.send(RevertObject(noun: .phone, name: Self.phone)).changed == false)
        let entry = try #require(try await site.audit().last { $0.entry.action == "revert" }?.entry)
        #expect(entry.object == "phone \(Self.phone)")
        #expect(entry.before?["lines"]?.values.first?["label"]?.text == "two")
        #expect(entry.after?["ssh-password"]?.text == Document.mask)
    }

    @Test("A04: reverting a reference brings back its fields and its certificate")
    func reference() async throws {
        let site = try await TestSite.secureFixture()
        let files = site.everyFile()
        let before = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        try await site.accept("branch-12", "branch-12-renewed")
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["sip": [["address": "192.0.2.99"]]])
        )
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "false"], confirm: true)
        )
        #expect(try await site.send(ShowStatus()).pending.count == 6)
        #expect(
            try await site.refusal(RevertObject(noun: .srst, name: "branch-12", version: 1)).error.kind == .conflict
        )
        let report = try await site.send(RevertObject(noun: .srst, name: "branch-12"))
        #expect(report.changed && report.pending == 0)
        let after = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        #expect(after.fields == before.fields && after.details == before.details)
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
        #expect(try await site.send(Reset(scope: .all)).revision == nil)
        #expect(site.everyFile() == files)
        #expect(try await site.send(RevertObject(noun: .srst, name: "branch-12")).changed == false)
    }

    @Test("A04: after a rollback, reverting makes the saved state what the served files were made from")
    func afterRollback() async throws {
        let site = try await TestSite.fixture()
        let first = site.everyFile()
        let saved = try await site.send(ExportSite(showSecrets: true)).text.withoutPosition
        try await site.accept("branch-12")
        let text = try TestSite.fixtureText.replacing("label: 受付 1201", with: "label: other")
        _ = try await site.send(ApplySite(text: text))
        _ = try await site.send(Reset(scope: .all))
        _ = try await site.send(RollbackRevision(revision: "1", confirm: true))
        #expect(site.everyFile() == first)
        #expect(try await site.send(ShowStatus()).pending.count == 4)
        let refused = try await site.refusal(RevertObject(noun: .srst, name: "branch-12")).error
        #expect(refused.kind == .unconfirmed && refused.message.contains("the certificate of srst branch-12"))
        let report = try await site.send(RevertObject(noun: .srst, name: "branch-12", confirm: true))
        #expect(report.lost.map(\.kind) == [.certificate])
        _ = try await site.send(RevertObject(noun: .phone, name: Self.phone))
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
        #expect(try await site.send(ExportSite(showSecrets: true)).text.withoutPosition == saved)
    }

    @Test("A04: what has nothing to go back to is refused with the reason")
    func refusals() async throws {
        let site = try await TestSite.fixture()
        let unused = try await site.refusal(RevertObject(noun: .srst, name: "札幌支店")).error
        #expect(unused.kind == .conflict && unused.code == "not-published")
        #expect(try await site.refusal(RevertObject(noun: .srst, name: "nobody")).error.kind == .notFound)
        #expect(try await site.refusal(RevertObject(noun: .phone, name: "SEP0011223344AA")).error.kind == .notFound)
    }

    @Test("A04: a phone goes back to the pool it had, not to what that pool was")
    func pool() async throws {
        let site = try await TestSite.secureFixture()
        let phones = """
            phones:
              - {name: SEP00112233445B, protocol: sip, model: "8841", device-pool: Home offices, security-profile: sip-plain}
            """
        let before = try await site.send(ShowObject(noun: .phone, name: "SEP00112233445B")).fields
        _ = try await site.send(ApplySite(text: phones, confirm: true))
        #expect(try await site.send(ShowObject(noun: .phone, name: "SEP00112233445B")).fields != before)
        _ = try await site.send(RevertObject(noun: .phone, name: "SEP00112233445B"))
        #expect(try await site.send(ShowObject(noun: .phone, name: "SEP00112233445B")).fields == before)
    }
}
