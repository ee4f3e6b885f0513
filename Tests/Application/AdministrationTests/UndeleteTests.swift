import AdminAPI
import ClusterModel
import Documents
import Foundation
import GRDB
import Platform
import Store
import TestSupport
import Testing

@Suite("A04: undelete")
struct UndeleteTests {
    private static let phone = "SEP001122334455"

    @Test("A04 S02: a phone comes back with its passwords and certificates, and its first file as a new phone's")
    func phone() async throws {
        let site = try await TestSite.secureFixture()
        try await site.importCertificate()
        _ = try await site.send(Reset(scope: .all))
        // Certificates tell how many days they have left.
        site.clock.second += 60
        let before = try await site.everything()
        let files = site.everyFile()
        _ = try await site.send(DeleteObject(noun: .phone, name: Self.phone), as: "anna")
        #expect(site.served("\(Self.phone).cnf.xml") == nil)
        let hint = try await site.refusal(ShowObject(noun: .phone, name: Self.phone)).error.hint
        #expect(hint == "anna deleted it on 2026-06-01T00:01:00Z; cnfctl phone undelete \(Self.phone) brings it back.")

        let plan = try await site.send(UndeleteObject(noun: .phone, name: "00:11:22:33:44:55", plan: true))
        #expect(plan.changed && plan.reset?.published == [Self.phone])
        #expect(site.served("\(Self.phone).cnf.xml") == nil)
        let report = try await site.send(UndeleteObject(noun: .phone, name: "00:11:22:33:44:55"))
        #expect(report.object == "phone \(Self.phone)" && report.reset?.published == [Self.phone])
        #expect(report.messages.map(\.code) == ["brought-back"])
        #expect(report.messages[0].text.contains("anna") && report.messages[0].text.contains("as a new phone's"))
        #expect(try await site.everything() == before)
        #expect(site.everyFile() == files)
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
        let record = try #require(try await site.audit().last { $0.entry.action == "undelete" }?.entry)
        #expect(record.object == "phone \(Self.phone)" && record.after?["ssh-password"]?.text == Document.mask)
        #expect(try await site.send(ListObjects(noun: .phone, deleted: true)).objects.isEmpty)
    }

    @Test("A04 S15: a reference comes back with its certificate; the pools that were detached are named and stay")
    func reference() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true))
        let report = try await site.send(UndeleteObject(noun: .srst, name: "branch-12"))
        let after = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        #expect(after.fields == before.fields && after.details["certificate"] == before.details["certificate"])
        let message = try #require(report.messages.first { $0.code == "pools-stay-detached" })
        let command = "cnfctl device-pool update Branch-12 --srst branch-12"
        #expect(message.text.hasSuffix("run \(command).") && message.arguments?["commands"] == [.string(command)])
        let pool = try await site.send(ShowObject(noun: .devicePool, name: "Branch-12")).fields
        #expect(pool["srst"]?.text == "disable")
        let history = try await site.send(ListSRSTCertificateHistory(name: "branch-12")).events.map(\.event)
        #expect(history == ["accepted", "removed", "accepted"])
        // What the message says brings the pool back, too; then nothing waits for a reset.
        _ = try await site.send(UpdateObject(noun: .devicePool, name: "Branch-12", fields: ["srst": "branch-12"]))
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
    }

    @Test("A04: what has its name taken, or names what is deleted, is refused with a remedy that works")
    func refusals() async throws {
        let site = try await TestSite.fixture()
        let names = try await site.send(ListObjects(noun: .phone)).objects.filter {
            $0.fields["device-pool"]?.text == "Home offices"
        }.compactMap { $0.fields["name"]?.text }
        let name = try #require(names.first)
        for phone in names { _ = try await site.send(DeleteObject(noun: .phone, name: phone)) }
        _ = try await site.send(DeleteObject(noun: .devicePool, name: "Home offices"))
        let gone = try await site.refusal(UndeleteObject(noun: .phone, name: name)).error
        #expect(gone.kind == .conflict && gone.code == "deleted-since" && gone.field == "device-pool")
        #expect(gone.hint?.contains("cnfctl device-pool undelete 'Home offices'") == true)
        _ = try await site.send(UndeleteObject(noun: .devicePool, name: "home offices"))
        for phone in names { _ = try await site.send(UndeleteObject(noun: .phone, name: phone)) }
        let there = try await site.refusal(UndeleteObject(noun: .phone, name: name)).error
        #expect(there.kind == .conflict && there.code == "not-deleted")
        _ = try await site.send(DeleteObject(noun: .phone, name: name))
        _ = try await site.importCSV(RandomChanges.csv(of: name), confirm: true)
        let taken = try await site.refusal(UndeleteObject(noun: .phone, name: name)).error
        #expect(taken.kind == .conflict && taken.code == "name-taken")
        #expect(taken.hint?.contains("cnfctl phone delete \(name)") == true)
        let never = try await site.refusal(UndeleteObject(noun: .phone, name: "SEP0011223344FE")).error
        #expect(never.kind == .notFound && never.hint?.contains("cnfctl phone list --deleted") == true)
        let cluster = try await site.refusal(UndeleteObject(noun: .cluster, name: "cluster")).error
        #expect(cluster.code == "one-cluster")
    }

    @Test("A04: of several deleted under one name the last comes back, or the one of a time")
    func several() async throws {
        let site = try await TestSite.fixture()
        for load in ["one", "two", "three"] {
            let fields: Document = ["name": "Spare", "call-manager-group": "tokyo", "locale.user": .string(load)]
            _ = try await site.send(AddObject(noun: .devicePool, fields: fields))
            site.clock.second += 60
            _ = try await site.send(DeleteObject(noun: .devicePool, name: "Spare"))
        }
        func user() async throws -> String? {
            try await site.send(ShowObject(noun: .devicePool, name: "Spare")).fields["locale"]?["user"]?.text
        }
        let report = try await site.send(UndeleteObject(noun: .devicePool, name: "spare"))
        #expect(try await user() == "three")
        let message = try #require(report.messages.first { $0.code == "other-deletions" })
        #expect(message.text.contains("2 others") && message.text.contains("cnfctl device-pool list --deleted Spare"))
        _ = try await site.send(DeleteObject(noun: .devicePool, name: "Spare"))
        let listed = try await site.send(ListObjects(noun: .devicePool, names: ["spare"], deleted: true)).objects
        let times = listed.compactMap { $0.details["deleted-at"]?.text }
        #expect(times.count == 3)
        _ = try await site.send(UndeleteObject(noun: .devicePool, name: "Spare", deletedAt: times[0]))
        #expect(try await user() == "one")
        let wrong = UndeleteObject(noun: .devicePool, name: "Spare", deletedAt: "2020-01-01T00:00:00Z")
        #expect(try await site.refusal(wrong).error.kind == .notFound)
    }

    @Test("A04: of two deleted under one name within a second the later comes back first, and then the other")
    func oneSecond() async throws {
        let site = try await TestSite.fixture()
        for user in ["one", "two"] {
            let fields: Document = ["name": "Spare", "call-manager-group": "tokyo", "locale.user": .string(user)]
            _ = try await site.send(AddObject(noun: .devicePool, fields: fields))
            _ = try await site.send(DeleteObject(noun: .devicePool, name: "Spare"))
        }
        let listed = try await site.send(ListObjects(noun: .devicePool, names: ["spare"], deleted: true)).objects
        #expect(Set(listed.compactMap { $0.fields["locale"]?["user"]?.text }) == ["one", "two"])
        func undeleted() async throws -> String? {
            _ = try await site.send(UndeleteObject(noun: .devicePool, name: "Spare"))
            return try await site.send(ShowObject(noun: .devicePool, name: "Spare")).fields["locale"]?["user"]?.text
        }
        #expect(try await undeleted() == "two")
        _ = try await site.send(RenameObject(noun: .devicePool, name: "Spare", newName: "Spare 2"))
        #expect(try await undeleted() == "one")
    }

    @Test("A04: a damaged row under the name is told as damage, and never taken for a name that is free")
    func damaged() async throws {
        let site = try await TestSite.fixture()
        let gone = "SEP0011223344AB"
        _ = try await site.send(CopyObject(noun: .phone, name: Self.phone, newName: gone))
        _ = try await site.send(DeleteObject(noun: .phone, name: gone))
        _ = try await site.send(CopyObject(noun: .phone, name: Self.phone, newName: gone))
        let queue = try DatabaseQueue(path: site.directory.appending(path: "cnfd.sqlite").path)
        try await queue.write { database in
            try database.execute(sql: "UPDATE phones SET document = '{' WHERE id = (SELECT max(id) FROM phones)")
        }
        let refusal = try await site.refusal(UndeleteObject(noun: .phone, name: gone)).error
        #expect(refusal.code == "damaged-database" && refusal.kind == .unavailable, "\(refusal)")
    }

    @Test("A04: a replaced phone comes back beside the one in its place, and both are named")
    func replaced() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(ReplacePhone(name: Self.phone, newName: "SEP0011223344AA"))
        let listed = try await site.send(ListObjects(noun: .phone, deleted: true)).objects
        #expect(listed.map { $0.details["replaced-by"]?.text } == ["SEP0011223344AA"])
        #expect(listed[0].fields["ssh-password"]?.text == Document.mask)
        let report = try await site.send(UndeleteObject(noun: .phone, name: Self.phone))
        // Its old file is served still, so none is published.
        #expect(report.messages.map(\.code) == ["brought-back", "also-successor"] && report.reset == nil)
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
    }

    @Test(
        "A04: every noun's objects come back byte for byte, whatever was deleted before them",
        arguments: 0..<3 as Range<UInt64>
    )
    func everyByte(_ seed: UInt64) async throws {
        let site = try await TestSite.secureFixture()
        try await site.importCertificate()
        var changes = RandomChanges(seed: 400 + seed)
        for _ in 0..<4 { try await changes.make(in: site) }
        _ = try await site.send(Reset(scope: .all, confirm: true))
        let before = try await site.everything()
        let files = site.everyFile()
        var deleted: [(ObjectNoun, String)] = []
        for noun in [ObjectNoun.phone, .devicePool, .securityProfile, .srst, .callManagerGroup] {
            let names = try await site.send(ListObjects(noun: noun)).objects.compactMap { $0.fields["name"]?.text }
            for name in names.shuffled(using: &changes.generator) {
                do {
                    _ = try await site.send(DeleteObject(noun: noun, name: name))
                    deleted.append((noun, name))
                } catch let refusal as ProblemReport {
                    #expect(refusal.error.code == "in-use", "only the cluster's default group stays")
                }
            }
        }
        #expect(deleted.count > 10)
        for (noun, name) in deleted.reversed() { _ = try await site.send(UndeleteObject(noun: noun, name: name)) }
        #expect(try await site.everything() == before)
        #expect(site.everyFile() == files)
        #expect(try await site.send(Reset(scope: .all)).revision == nil)
    }
}

extension TestSite {
    /// All that is saved, secrets, certificates and the certificates of phones included.
    func everything() async throws -> [String] {
        let export = try await send(ExportSite(showSecrets: true)).text.withoutPosition
        let references = try await send(ListObjects(noun: .srst)).objects.map {
            "\($0.details["certificate"] ?? .null)"
        }
        let phones = try await send(ListPhoneCertificates(phone: nil)).objects.map { "\($0.fields)" }
        return [export] + references + phones
    }

    /// Imports a certificate of the fixture's first phone.
    func importCertificate() async throws {
        let file = ImportPhoneCertificates.File(
            source: "SEP001122334455.pem",
            bytes: try Data(contentsOf: Fixtures.url("trust/SEP001122334455.pem"))
        )
        _ = try await send(ImportPhoneCertificates(kind: "lsc", files: [file]))
    }
}
