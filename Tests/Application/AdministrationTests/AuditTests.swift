import AdminAPI
import Documents
import Platform
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite struct AuditTests {
    @Test("A04: every change is audited with before and after, chained, in its own transaction")
    func everyChange() async throws {
        let site = try await TestSite.fixture()
        let applied = try await site.audit().count
        #expect(applied == 29, "28 objects, and the first files")
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"]))
        try await site.accept("branch-20")
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-20", detach: true))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334455"))
        _ = try await site.send(Reset(scope: .all))
        let records = try await site.audit().dropFirst(applied)
        #expect(
            records.map { "\($0.entry.action) \($0.entry.object)" } == [
                "update srst branch-20", "accept-certificate srst branch-20", "set-mode cluster",
                "update device-pool Branch-20 大阪", "delete srst branch-20", "delete phone SEP001122334455",
                "withdraw phone SEP001122334455", "reset all phones",
            ]
        )
        let update = try #require(records.first?.entry)
        #expect(update.before?["secure"]?.text == "false")
        #expect(update.after?["secure"]?.text == "true")
        #expect(update.actor == "tester")
        #expect(update.time == TestSite.start)
        #expect(try await site.store.read { try $0.firstBrokenAuditRecord() } == nil)
    }

    @Test("A04: what is refused or only planned leaves no record")
    func nothingOfRefusals() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.audit()
        _ = try await site.refusal(DeleteObject(noun: .srst, name: "branch-12"))
        _ = try await site.refusal(ApplySite(text: "phones: [{name: x}]"))
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true, plan: true))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334455", plan: true))
        _ = try await site.send(Reset(scope: .all, plan: true))
        _ = try await site.send(SetClusterMode(mode: "non-secure", plan: true))
        #expect(try await site.audit() == before)
    }
}

@Suite("A04: reading the audit trail")
struct AuditListTests {
    @Test("A04: records are listed with before and after, by object, actor and time; secrets are masked")
    func list() async throws {
        let site = try await TestSite.fixture()
        site.clock.second += 60
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"]), as: "anna")
        let all = try await site.send(ListAudit(limit: 1000))
        #expect(all.records.count == 30 && all.records.map(\.sequence) == Array((1...30).reversed()))
        #expect(try await site.send(ListAudit(limit: 3)).records == Array(all.records.prefix(3)))
        let update = try #require(try await site.send(ListAudit(object: "srst branch-20", actor: "anna")).records.first)
        #expect(update.before?["secure"]?.text == "false" && update.after?["secure"]?.text == "true")
        #expect(try await site.send(ListAudit(since: update.time)).records == [update])
        let phone = try #require(try await site.send(ListAudit(object: "phone 00:11:22:33:44:55")).records.first)
        #expect(phone.before == nil && phone.after?["ssh-password"]?.text == Document.mask)
        #expect(try await site.send(ListAudit(object: "phone")).records.count == 12)
        #expect(try await site.refusal(ListAudit(since: "yesterday")).error.field == "since")
        #expect(try await site.send(VerifyAudit()) == AuditVerificationReport(records: 30, firstBroken: nil))
    }

    @Test(
        "A06: a disclosure is found by the phone, whichever way it was asked for",
        arguments: [
            "00:11:22:33:44:55", "sep001122334455", "SEP001122334455.cnf.xml",
        ]
    )
    func disclosures(_ spelling: String) async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(ShowFile(phone: spelling, showSecrets: true), as: "carl")
        let records = try await site.send(ListAudit(object: "phone SEP001122334455", actor: "carl")).records
        #expect(records.map(\.action) == ["show-secrets"])
        #expect(try await site.send(ListAudit(object: "phone \(spelling)", actor: "carl")).records == records)
    }
}
