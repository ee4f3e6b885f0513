import AdminAPI
import Documents
import Publishing
import Serving
import Testing

@Suite struct RestartTests {
    @Test("P05: a catalog loaded from the store serves what the running one serves")
    func reload() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(DeletePhone(name: "SEP001122334460"))
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
}
