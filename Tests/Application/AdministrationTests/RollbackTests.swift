import AdminAPI
import ClusterModel
import Documents
import Publishing
import Serving
import Store
import TestSupport
import Testing

@Suite("A04: rollback")
struct RollbackTests {
    @Test(
        "A04: a rollback serves the earlier bytes as a new revision; the saved state stays, so the phones are pending"
    )
    func restores() async throws {
        let site = try await TestSite.secureFixture()
        let secure = site.everyFile()
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["sip": [["address": "192.0.2.99"]]])
        )
        _ = try await site.send(Reset(scope: .all))
        let moved = site.everyFile()
        #expect(moved != secure)
        let plan = try await site.send(RollbackRevision(revision: "2", plan: true))
        #expect(site.everyFile() == moved)
        let report = try await site.send(RollbackRevision(revision: "2"))
        #expect(report.revision == 4 && report.restored == plan.restored && report.restored.count == 6)
        #expect(site.everyFile() == secure)
        #expect(try await site.send(ShowStatus()).pending == report.restored)
        #expect(try await site.send(ListObjects(noun: .phone, pending: true)).objects.count == 6)
        let fresh = Catalog()
        try await fresh.load(from: site.store)
        guard case .found(let content) = fresh.find(Array("SEP001122334455.cnf.xml".utf8).span) else {
            Issue.record("not served after a restart")
            return
        }
        #expect(content.bytes == secure["SEP001122334455.cnf.xml"])
        let shown = try await site.send(ShowRevision(revision: "4"))
        #expect(shown.reason == "rollback to revision 2")
        #expect(Set(shown.files?.map(\.copiedFrom) ?? []) == [2, 1])
        // What would change nothing makes no revision.
        #expect(try await site.send(RollbackRevision(revision: "2")).revision == nil)
        _ = try await site.send(Reset(scope: .pending))
        #expect(site.everyFile() == moved)
    }

    @Test("A04: files that contradict today's cluster mode or accepted certificates are refused without --confirm")
    func contradictions() async throws {
        let site = try await TestSite.secureFixture()
        let secure = site.everyFile()
        try await site.accept("branch-12", "branch-12-renewed")
        _ = try await site.send(Reset(scope: .all))
        let renewed = site.everyFile()
        let stale = try await site.refusal(RollbackRevision(revision: "2")).error
        #expect(
            stale.kind == .unconfirmed && stale.message.contains("4 files carry a certificate that is not accepted")
        )
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(Reset(scope: .all))
        let plain = site.everyFile()
        let secured = try await site.refusal(RollbackRevision(revision: "3")).error
        #expect(secured.message.contains("the cluster is non-secure now"))
        #expect(site.everyFile() == plain)
        #expect(try await site.send(ShowStatus()).revision == 4, "a refusal makes no revision")
        let plan = try await site.send(RollbackRevision(revision: "3", plan: true))
        #expect(plan.contradictions == ["cluster-non-secure": 10])
        #expect(try await site.send(RollbackRevision(revision: "3", confirm: true)).revision == 5)
        #expect(site.everyFile() == renewed)
        _ = try await site.send(SetClusterMode(mode: "mixed"))
        let lost = try await site.refusal(RollbackRevision(revision: "4")).error
        #expect(lost.message.contains("are non-secure, but the cluster is mixed"))
        try await site.accept("branch-12")
        #expect(try await site.send(RollbackRevision(revision: "2")).contradictions.isEmpty)
        #expect(site.everyFile() == secure)
    }

    @Test("S15: a rollback that takes accepted certificates from phones is refused without --confirm")
    func certificatesLost() async throws {
        let site = try await TestSite.secureFixture()
        let secure = site.everyFile()
        #expect(
            try await site.send(RollbackRevision(revision: "1", plan: true)).contradictions == ["certificate-lost": 4]
        )
        let lost = try await site.refusal(RollbackRevision(revision: "1")).error
        #expect(lost.kind == .unconfirmed)
        #expect(lost.message == "4 files lose the SRST certificate that is accepted; nothing was published.")
        #expect(site.everyFile() == secure)
        #expect(try await site.send(RollbackRevision(revision: "1", confirm: true)).restored.count == 4)
        // Where the saved state has them without, it fits.
        let plain = try await TestSite.secureFixture()
        _ = try await plain.send(SetClusterMode(mode: "non-secure"))
        #expect(
            try await plain.send(RollbackRevision(revision: "1", plan: true)).contradictions["certificate-lost"] == nil
        )
    }

    @Test("A04: newer phones keep their files, and deleted ones stay without")
    func otherPhones() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(ApplySite(text: TestPhones.one("SEP0011223344AA", label: "new")))
        let new = try #require(site.served("SEP0011223344AA.cnf.xml"))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334455"))
        let report = try await site.send(RollbackRevision(revision: "1", confirm: true))
        #expect(report.newer == ["SEP0011223344AA"] && report.deleted == ["SEP001122334455"])
        #expect(report.restored == ["SEP001122334456", "SEP001122334458", "SEP001122334459"])
        #expect(site.served("SEP0011223344AA.cnf.xml") == new)
        #expect(site.served("SEP001122334455.cnf.xml") == nil)
    }

    @Test("A04: a rollback is audited with its target and its revision, a plan is not")
    func audited() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.audit().count
        _ = try await site.send(RollbackRevision(revision: "1", plan: true))
        #expect(try await site.audit().count == before)
        _ = try await site.send(RollbackRevision(revision: "1", confirm: true))
        let entry = try #require(try await site.audit().last?.entry)
        #expect(entry.action == "rollback" && entry.object == "revision 1")
        #expect(entry.after?["revision"]?.text == "3" && entry.after?["restored"]?.text == "4")
    }

    @Test("A02: what was agreed to is done, and nothing else: a reset in between is a conflict")
    func agreed() async throws {
        let site = try await TestSite.secureFixture()
        let plan = try await site.send(RollbackRevision(revision: "1", plan: true))
        let digest = try #require(plan.digest)
        _ = try await site.send(
            UpdateObject(noun: .phone, name: "SEP00112233445D", fields: ["owner-user-id": "other"])
        )
        _ = try await site.send(Reset(scope: .pending))
        let served = site.everyFile()
        var rollback = RollbackRevision(revision: "1", confirm: true, expected: digest)
        let refused = try await site.refusal(rollback).error
        #expect(refused.kind == .conflict && refused.code == "changed-meanwhile")
        #expect(refused.object == "rollback to revision 1" && refused.message.contains("5 phones"), "\(refused)")
        #expect(site.everyFile() == served)
        rollback.expected = try await site.send(RollbackRevision(revision: "1", plan: true)).digest
        let done = try await site.send(rollback)
        #expect(done.restored.count == 5 && done.digest == nil)
    }
}
