import AdminAPI
import Documents
import Testing

@Suite("S02, A04: a handset takes another's place")
struct ReplacingTests {
    private static let old = "SEP001122334455"
    private static let new = "SEP0011223344AA"
    private static let newFile = "SEP0011223344AA.cnf.xml"

    @Test("It keeps everything but the name; the old file is served until its reset, the new one at once")
    func replace() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ShowObject(noun: .phone, name: Self.old)).fields
        let served = site.everyFile()
        let report = try await site.send(ReplacePhone(name: Self.old, newName: "00:11:22:33:44:aa"))
        #expect(report.object == "phone \(Self.new)" && report.changed && report.pending == 1)
        #expect(report.reset?.published == [Self.new])
        #expect(report.messages.map(\.code) == ["file-stays"])

        let after = try await site.send(ShowObject(noun: .phone, name: Self.new)).fields
        #expect(after["name"]?.text == Self.new)
        #expect(after.entries.filter { $0.key != "name" } == before.entries.filter { $0.key != "name" })
        #expect(site.everyFile() == served)
        #expect(site.served(Self.newFile)?.element("srstCertificate") != nil)

        let reset = try await site.send(Reset(scope: .pending))
        #expect(reset.withdrawn == [Self.old] && reset.published.isEmpty)
        #expect(site.served("\(Self.old).cnf.xml") == nil)
        #expect(site.served(Self.newFile) != nil)
    }

    @Test("Its pool's reset takes the old file out of service, too")
    func poolReset() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(ReplacePhone(name: Self.old, newName: Self.new))
        #expect(try await site.send(Reset(scope: .devicePool, name: "Branch-12")).withdrawn == [Self.old])
    }

    @Test("A04: the audit trail has both, each naming the other, and so has the history of their files")
    func linked() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(ReplacePhone(name: Self.old, newName: Self.new))
        let leaving = try #require(try await site.send(ListAudit(object: "phone \(Self.old)")).records.first)
        #expect(leaving.action == "replace")
        #expect(leaving.before?["device-pool"]?.text == "Branch-12")
        #expect(leaving.after?["replaced-by"]?.text == Self.new)
        let records = try await site.send(ListAudit(object: "phone \(Self.new)")).records
        let coming = try #require(records.first { $0.action == "replace" })
        #expect(coming.before?["replaces"]?.text == Self.old)
        #expect(coming.after?["device-pool"]?.text == "Branch-12")
        let history = try await site.send(ShowFileHistory(phone: Self.new))
        #expect(history.replaces == Self.old && history.replacedBy == nil)
        let former = try await site.send(ShowFileHistory(phone: Self.old))
        #expect(former.replacedBy == Self.new && former.replaces == nil && !former.versions.isEmpty)
        let refusal = try await site.refusal(ShowObject(noun: .phone, name: Self.old)).error
        #expect(refusal.kind == .notFound && refusal.hint == "It was replaced by \(Self.new).")
    }

    @Test("A plan changes nothing, and says what the two files would do")
    func plan() async throws {
        let site = try await TestSite.secureFixture()
        let served = site.everyFile()
        let text = try await site.send(ExportSite()).text
        let report = try await site.send(ReplacePhone(name: Self.old, newName: Self.new, plan: true))
        #expect(report.plan && report.changed)
        #expect(report.changes?.contains { $0.kind == "removed" && $0.phones == [Self.old] } == true)
        #expect(try await site.send(ExportSite()).text == text)
        #expect(site.everyFile() == served && site.served(Self.newFile) == nil)
    }

    @Test("Refused: a phone that is not there, one that is there already, no address, another version")
    func refused() async throws {
        let site = try await TestSite.fixture()
        let cases: [(ReplacePhone, Problem.Kind, String)] = [
            (ReplacePhone(name: "SEP0011223344FF", newName: Self.new), .notFound, "not-found"),
            (ReplacePhone(name: Self.old, newName: "SEP001122334456"), .conflict, "already-exists"),
            (ReplacePhone(name: Self.old, newName: Self.old), .conflict, "already-exists"),
            (ReplacePhone(name: Self.old, newName: "SEP0011"), .validation, "invalid-mac-address"),
            (ReplacePhone(name: Self.old, newName: Self.new, version: 7), .conflict, "version-conflict"),
        ]
        for (request, kind, code) in cases {
            let problem = try await site.refusal(request).error
            #expect(problem.kind == kind && problem.code == code, "\(problem)")
        }
    }

    @Test("A03: a phone whose last digits are a slip away is named")
    func nearest() async throws {
        let site = try await TestSite.fixture()
        let refusal = try await site.refusal(ShowObject(noun: .phone, name: "SEP0011223344A5")).error
        #expect(refusal.hint?.hasPrefix("Did you mean SEP00112233445") == true, "\(refusal)")
    }
}
