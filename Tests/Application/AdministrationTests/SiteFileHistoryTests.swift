import AdminAPI
import ClusterModel
import Documents
import Foundation
import TestSupport
import Testing

@Suite("A04, S06: CAPF.der, which is no XML, has a history like any file")
struct SiteFileHistoryTests {
    private static let file = "CAPF.der"

    private func pem(_ name: String) throws -> Data { try Data(contentsOf: Fixtures.url("trust/\(name).pem")) }

    /// A site that served `capf` in revision 2 and serves `capf-renewed` in revision 3, with the bytes of both.
    private func renewed() async throws -> (site: TestSite, old: [UInt8], new: [UInt8]) {
        let site = try await TestSite.fixture()
        _ = try await site.send(SetCAPF(file: pem("capf")))
        let old = try #require(site.served(Self.file))
        _ = try await site.send(SetCAPF(file: pem("capf-renewed")))
        _ = try await site.send(Reset(scope: .all))
        return (site, old, try #require(site.served(Self.file)))
    }

    @Test(
        "A01: the plan of a reset and of a rollback tell that it changes, by its SHA-256; the rollback serves the old"
    )
    func plans() async throws {
        let (site, old, new) = try await renewed()
        #expect(old != new)
        let plan = try await site.send(RollbackRevision(revision: "2", plan: true))
        #expect(plan.capfFile && !plan.defaultFile && plan.restored.isEmpty && site.served(Self.file) == new)
        let group = try #require(plan.changes.first)
        #expect(plan.changes.count == 1 && group.capfFile && !group.defaultFile && group.phones.isEmpty)
        let difference = try #require(group.differences.first)
        let digests = try await site.send(ShowFileHistory(phone: Self.file)).versions.map(\.sha256)
        #expect(group.differences.count == 1 && difference.path == "SHA-256")
        #expect([difference.after, difference.before] == [digests.last, digests.first] && digests.count == 2)

        let done = try await site.send(RollbackRevision(revision: "2"))
        #expect(done.capfFile && done.revision == 4 && site.served(Self.file) == old)
        #expect(try await site.send(DiffRevisions(before: "3", after: "4")).changes == plan.changes)
        #expect(try await site.send(DiffRevisions(before: "2", after: "4")).changes.isEmpty)
        let reset = try await site.send(Reset(scope: .all, plan: true))
        #expect(reset.changes?.map(\.capfFile) == [true] && reset.changes?.first?.differences.first?.path == "SHA-256")
        _ = try await site.send(Reset(scope: .all))
        #expect(site.served(Self.file) == new)
    }

    @Test("A04: a rollback to before there was one takes nothing away")
    func before() async throws {
        let (site, _, new) = try await renewed()
        let report = try await site.send(RollbackRevision(revision: "1"))
        #expect(!report.capfFile && report.revision == nil && site.served(Self.file) == new)
    }

    @Test("T02: it is listed, shown as PEM, compared and verified, saved or of a revision")
    func views() async throws {
        let (site, old, new) = try await renewed()
        #expect(try await site.send(ListFiles()).files.contains(Self.file))
        #expect(try await site.send(ListFiles(revision: "1")).files.contains(Self.file) == false)
        #expect(try await site.send(ListFiles(saved: true)).files.contains(Self.file))
        let shown = try await site.send(ShowFile(phone: "capf.DER"))
        #expect(shown.file == Self.file && shown.revision == 3)
        #expect(try shown.text == String(decoding: pem("capf-renewed"), as: UTF8.self))
        #expect(try await site.send(ShowFile(phone: Self.file, saved: true)).text == shown.text)
        #expect(
            try await site.send(ShowFile(phone: Self.file, revision: "2", canonical: true)).text
                == String(decoding: pem("capf"), as: UTF8.self)
        )
        let diff = try await site.send(DiffFile(phone: Self.file, revisions: ["2", "3"], unified: true))
        #expect(diff.differences.map(\.path) == ["SHA-256"] && diff.unified == nil)
        #expect(diff.differences.first?.after == shown.sha256)
        #expect(try await site.send(DiffFile(phone: Self.file)).differences.isEmpty)
        let mixed = try await site.send(DiffFile(phone: "SEP001122334455", other: Self.file))
        #expect(mixed.differences.map(\.path) == ["SHA-256"])
        let given = [old, new].map { VerifyFiles.File(file: Self.file, content: Data($0)) }
        let verified = try await site.send(VerifyFiles(files: given))
        #expect(verified.same == 1 && verified.mismatches.map(\.kind) == ["differs"])
    }

    @Test("Without a root there is none to show")
    func none() async throws {
        let site = try await TestSite.fixture()
        #expect(try await site.refusal(ShowFile(phone: Self.file)).error.code == "not-published")
        #expect(try await site.refusal(ShowFile(phone: Self.file, saved: true)).error.code == "no-capf-file")
    }
}
