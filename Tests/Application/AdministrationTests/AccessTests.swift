import AdminAPI
import Administration
import Testing

@Suite("A05, A06: what a request does decides who may ask for it")
struct AccessTests {
    @Test("What only looks is for readers, and so is the plan of every change")
    func reading() async throws {
        let site = try await TestSite()
        #expect(try site.access(ShowStatus()) == .read)
        #expect(try site.access(ListObjects(noun: .phone)) == .read)
        #expect(try site.access(ShowFile(phone: "SEP001122334455")) == .read)
        #expect(try site.access(DiffFile(phone: "SEP001122334455")) == .read)
        #expect(try site.access(ExplainFile(phone: "SEP001122334455")) == .read)
        #expect(try site.access(ExportSite()) == .read)
        #expect(try site.access(CheckSRSTReference(name: "branch-12")) == .read)
        #expect(try site.access(ApplySite(text: "", plan: true)) == .read)
        #expect(try site.access(Reset(scope: .all, plan: true)) == .read)
        #expect(try site.access(SetClusterMode(mode: "mixed", plan: true)) == .read)
    }

    @Test("What changes anything, or leaves something behind, is for administrators")
    func changing() async throws {
        let site = try await TestSite()
        #expect(try site.access(ApplySite(text: "")) == .write)
        #expect(try site.access(Reset(scope: .all)) == .write)
        #expect(try site.access(SetClusterMode(mode: "mixed")) == .write)
        #expect(try site.access(FetchSRSTCertificate(name: "branch-12")) == .write)
        #expect(try site.access(RejectSRSTCertificate(name: "branch-12")) == .write)
    }

    @Test("A06: to disclose secrets is more than to look")
    func secrets() async throws {
        let site = try await TestSite()
        #expect(try site.access(ShowFile(phone: "SEP001122334455", showSecrets: true)) == .write)
        #expect(try site.access(ExportSite(showSecrets: true)) == .write)
    }
}
