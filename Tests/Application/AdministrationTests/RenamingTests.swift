import AdminAPI
import Documents
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("S13: renaming")
struct RenamingTests {
    @Test("What names the object follows; files change at the reset only, reached by the new name")
    func reference() async throws {
        let site = try await TestSite.secureFixture()
        let served = site.everyFile()
        let details = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details["certificate"]
        let report = try await site.send(RenameObject(noun: .srst, name: "branch-12", newName: "支店 12"))
        #expect(report.changed && report.pending == 6 && report.object == "srst 支店 12")
        let pool = try await site.send(ShowObject(noun: .devicePool, name: "Branch-12")).fields
        #expect(pool["srst"]?.text == "支店 12")
        #expect(try await site.send(ShowObject(noun: .srst, name: "支店 12")).details["certificate"] == details)
        #expect(site.everyFile() == served)
        let reset = try await site.send(Reset(scope: .srst, name: "支店 12"))
        #expect(reset.published.count == 6 && reset.carryingCertificate == 4)
        #expect(site.served("SEP001122334455.cnf.xml")?.text.contains("<name>支店 12</name>") == true)
    }

    @Test(
        "Pools, profiles and groups keep their phones; a file that has the name changes at the reset only",
        arguments: [
            (ObjectNoun.devicePool, "HQ", 2), (.securityProfile, "sip-plain", 0), (.callManagerGroup, "tokyo", 8),
        ]
    )
    func others(_ noun: ObjectNoun, _ name: String, _ files: Int) async throws {
        let site = try await TestSite.fixture()
        let served = site.everyFile()
        let report = try await site.send(RenameObject(noun: noun, name: name, newName: "new name"))
        #expect(report.changed && report.pending == files)
        #expect(site.everyFile() == served)
        #expect(try await site.send(Reset(scope: .all)).published.count == files)
        #expect(try await site.refusal(ShowObject(noun: noun, name: name)).error.kind == .notFound)
        let phones = try await site.send(ListObjects(noun: .phone)).objects
        #expect(phones.count == 12)
        #expect(phones.allSatisfy { $0.fields["device-pool"]?.text?.isEmpty == false })
    }

    @Test("A04: history is untouched, and the renaming is audited with both names")
    func history() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.audit()
        _ = try await site.send(RenameObject(noun: .devicePool, name: "HQ", newName: "Headquarters"))
        let after = try await site.audit()
        #expect(Array(after.prefix(before.count)) == before)
        let entry = try #require(after.last?.entry)
        #expect(entry.action == "rename" && entry.object == "device-pool HQ")
        #expect(entry.before?["name"]?.text == "HQ" && entry.after?["name"]?.text == "Headquarters")
        #expect(try await site.store.read { try $0.firstBrokenAuditRecord() } == nil)
    }

    @Test("A04: under its new name an object shows what was changed under the old one, and who made phones wait")
    func formerNames() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["sip": [["address": "192.0.2.99"]]]),
            as: "anna"
        )
        _ = try await site.send(RenameObject(noun: .srst, name: "branch-12", newName: "gw"), as: "bert")
        _ = try await site.send(RenameObject(noun: .srst, name: "gw", newName: "Gateway"), as: "carl")
        // Another object that has the old name by now.
        _ = try await site.send(
            AddObject(noun: .srst, fields: ["name": "branch-12", "sip": [["address": "192.0.2.7"]]]),
            as: "dora"
        )
        let records = try await site.send(ListAudit(object: "srst gateway", limit: 100)).records
        #expect(records.prefix(3).map(\.actor) == ["carl", "bert", "anna"])
        #expect(records.last?.action == "create" || records.last?.object == "srst branch-12")
        #expect(!records.map(\.actor).contains("dora"))
        #expect(try await site.send(ListAudit(object: "srst branch-12", limit: 1)).records.map(\.actor) == ["dora"])
        let actors = try await site.send(ShowStatus()).pendingBy
        let counts = Dictionary(uniqueKeysWithValues: actors.map { ($0.actor, $0.phones) })
        // Of two phones the file is from before the certificate was accepted, under the first name.
        #expect(counts == ["anna": 6, "bert": 6, "carl": 6, "tester": 2])
    }

    @Test("A name that is taken, reserved or impossible is refused; the case alone may change")
    func refusals() async throws {
        let site = try await TestSite.fixture()
        let taken = try await site.refusal(RenameObject(noun: .srst, name: "branch-12", newName: "BRANCH-20"))
        #expect(taken.error.kind == .conflict && taken.error.code == "name-taken")
        let reserved = try await site.refusal(RenameObject(noun: .srst, name: "branch-12", newName: "disable"))
        #expect(reserved.error.field == "name")
        #expect(
            try await site.refusal(RenameObject(noun: .srst, name: "branch-12", newName: " ")).error.field == "name"
        )
        let phone = RenameObject(noun: .phone, name: "SEP001122334455", newName: "SEP001122AABBCC")
        #expect(try await site.refusal(phone).error.code == "name-is-fixed")
        let stale = RenameObject(noun: .srst, name: "branch-12", newName: "b", version: 7)
        #expect(try await site.refusal(stale).error.code == "version-conflict")
        #expect(try await site.send(RenameObject(noun: .srst, name: "branch-12", newName: "Branch-12")).version == 2)
        let update = UpdateObject(noun: .srst, name: "branch-12", fields: ["name": "other"])
        #expect(try await site.refusal(update).error.hint?.contains("cnfctl srst rename") == true)
    }
}
