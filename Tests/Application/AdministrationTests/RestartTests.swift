import AdminAPI
import ClusterModel
import Documents
import Publishing
import Serving
import Testing

@Suite struct RestartTests {
    @Test("P05: a catalog loaded from the store serves what the running one serves")
    func reload() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334460"))
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        let fresh = Catalog()
        try await fresh.load(from: site.store)
        #expect(fresh.phoneCount == 11)
        #expect(fresh.revision == site.catalog.revision)
        for (name, bytes) in site.everyFile() {
            guard case .found(let content) = fresh.find(Array(name.utf8).span) else {
                Issue.record("\(name) is not served")
                continue
            }
            #expect(content.bytes == bytes)
        }
    }

    @Test("P03: a withdrawn XMLDefault.cnf.xml is served neither now nor after a restart, nor again without a reset")
    func withdrawnDefaultFile() async throws {
        let site = try await TestSite.fixture()
        let name = "XMLDefault.cnf.xml"
        let group = "  default-call-manager-group: tokyo\n"
        _ = try await site.send(ApplySite(text: TestSite.fixtureText.replacing(group, with: ""), replace: true))
        #expect(site.served(name) != nil)
        #expect(try await site.send(ShowStatus()).defaultFilePending)
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.defaultFile)
        #expect(site.served(name) == nil)
        let fresh = Catalog()
        try await fresh.load(from: site.store)
        guard case .missing(.notPublished) = fresh.find(Array(name.utf8).span) else {
            Issue.record("served after a restart")
            return
        }
        // Its first version came at once; a later one waits for a reset like any file (S02).
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        #expect(site.served(name) == nil)
        _ = try await site.send(Reset(scope: .all))
        #expect(site.served(name) != nil)
    }
}
