import AdminAPI
import ClusterModel
import Documents
import Platform
import Publishing
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("S02: a phone whose name another phone had before it")
struct ReplacingBackTests {
    private static let phone = "SEP001122334455"
    private static let file = "\(phone).cnf.xml"
    private static let other = "SEP0011223344AA"

    /// The fixture with a phone replaced by another, and that one by the first again.
    private func replacedBack(_ site: TestSite) async throws {
        _ = try await site.send(ReplacePhone(name: Self.phone, newName: Self.other))
        let back = try await site.send(ReplacePhone(name: Self.other, newName: Self.phone))
        #expect(back.reset?.published == [Self.phone] && back.reset?.withdrawn == [])
    }

    /// Every served file, and what a new daemon finds.
    private func expectSame(_ site: TestSite, _ comment: Comment) async throws {
        let reopened = try await site.reopened()
        #expect(site.everyFile() == reopened.everyFile(), comment)
        #expect(site.catalog.phoneCount == reopened.catalog.phoneCount, comment)
    }

    @Test(
        "S02 A02: a phone replaced and put back stays served through resets and a restart",
        arguments: [Reset(scope: .pending), Reset(scope: .all), Reset(scope: .phone, name: phone)]
    )
    func resets(_ reset: Reset) async throws {
        let site = try await TestSite.secureFixture()
        let served = try #require(site.served(Self.file))
        try await replacedBack(site)
        #expect(site.served(Self.file) == served)
        try await expectSame(site, "replaced back")
        let done = try await site.send(reset)
        #expect(done.published.isEmpty && !done.withdrawn.contains(Self.phone))
        #expect(site.served(Self.file) == served)
        #expect(site.served("\(Self.other).cnf.xml") == nil || reset.scope == .phone)
        try await expectSame(site, "reset")
        #expect(try await site.send(ShowFile(phone: Self.phone, showSecrets: true)).text == served.text)
    }

    @Test("T02: the history of such a file has each version once, and no time without one")
    func history() async throws {
        let site = try await TestSite.secureFixture()
        try await replacedBack(site)
        _ = try await site.send(Reset(scope: .pending))
        let versions = try await site.send(ShowFileHistory(phone: Self.phone)).versions
        #expect(versions.map(\.revision) == [4, 2, 1] && versions.allSatisfy { $0.sha256 != nil })
        let list = try await site.send(ListRevisions()).revisions
        #expect(list.map(\.revision) == [5, 4, 3, 2, 1] && list.map(\.withdrawn) == [1, 0, 0, 0, 0])
        #expect(try await site.send(ShowRevision(revision: "4")).files?.map(\.file) == [Self.file])
        for revision in 1...5 {
            let files = try await site.send(ListFiles(revision: "\(revision)")).files
            #expect(files.count { $0 == Self.file } == 1, "revision \(revision)")
        }
        let whole = try await site.send(DiffRevisions(before: "2", after: "5"))
        #expect(whole.changes.isEmpty, "the same file is served again")
    }

    @Test("A01: the plan of putting it back says how its file differs from the one that is served")
    func plan() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(ReplacePhone(name: Self.phone, newName: Self.other))
        let back = ReplacePhone(name: Self.other, newName: Self.phone, plan: true)
        #expect(try await site.send(back).changes?.flatMap(\.phones) == [Self.other])
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.other, fields: ["owner-user-id": "x"]))
        let changes = try #require(try await site.send(back).changes)
        let own = try #require(changes.first { $0.phones == [Self.phone] })
        #expect(own.kind == "changed" && own.differences.map(\.path) == ["/device/userId", "/device/ownerId"])
        #expect(changes.count { $0.phones.contains(Self.phone) } == 1)
    }

    @Test("T02: deleted and added again: two revisions tell it as a change of one file")
    func addedAgain() async throws {
        let site = try await TestSite.secureFixture()
        let saved = try await site.send(ExportSite(showSecrets: true)).text
        _ = try await site.send(DeleteObject(noun: .phone, name: Self.phone))
        #expect(site.served(Self.file) == nil)
        let added = saved.replacing("受付 1201", with: "受付 1202")
        _ = try await site.send(ApplySite(text: added, confirm: true, overwrite: true))
        _ = try await site.send(Reset(scope: .all))
        try await expectSame(site, "added again")
        let changes = try await site.send(DiffRevisions(before: "2", after: "4")).changes
        #expect(changes.map(\.kind) == ["changed"] && changes.map(\.phones) == [[Self.phone]])
        let plan = try await site.send(RollbackRevision(revision: "2", plan: true))
        #expect(plan.newer == [Self.phone] && plan.deleted.isEmpty && plan.restored.isEmpty)
    }

    @Test("S02: a revision that takes away the file of the deleted phone and publishes the other's serves the other's")
    func oneRevision() async throws {
        let site = try await TestSite.secureFixture()
        try await site.store.write { transaction in
            let phone = try #require(try transaction.phone(DeviceName(Self.phone)))
            try transaction.delete(phone.id, Deletion(time: 1, actor: "tester"))
            try transaction.save(phone.value.changing(["owner-user-id": "other"]))
        }
        let plan = try await site.send(Reset(scope: .all, plan: true))
        #expect(plan.changes?.map(\.kind) == ["changed"] && plan.changes?.map(\.phones) == [[Self.phone]])
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.published == [Self.phone] && reset.withdrawn.isEmpty)
        #expect(site.served(Self.file)?.element("userId") == "other")
        try await expectSame(site, "reset")
        #expect(try await site.send(Reset(scope: .all)).revision == nil)
    }
}
