import AdminAPI
import Administration
import ClusterModel
import Documents
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("An operation in waves keeps the keys of what it selected")
struct WaveKeyTests {
    private func begun(_ scope: Reset.Scope, _ name: String) async throws -> (TestSite, TestSite) {
        var sites: [TestSite] = []
        for _ in 1...2 {
            let site = try await TestSite.fixture()
            _ = try await site.accept("branch-12")
            let report = try await site.send(Reset(scope: scope, name: name, waves: Waves(size: 1)))
            #expect(report.deferred ?? 0 > 0)
            sites.append(site)
        }
        return (sites[0], sites[1])
    }

    private func finish(_ site: TestSite) async throws -> [String] {
        while try await !site.administrator.advanceOperations().isEmpty {}
        let report = try await site.send(ShowOperation(phones: true))
        #expect(report.remaining == 0 && report.reason == nil)
        return report.phones?.map(\.phone) ?? []
    }

    @Test(
        "Renaming what was selected, or adding another of the old name, changes no later wave",
        arguments: [(Reset.Scope.srst, ObjectNoun.srst, "branch-12"), (.devicePool, .devicePool, "Branch-12")]
    )
    func renamed(_ scope: Reset.Scope, _ noun: ObjectNoun, _ name: String) async throws {
        let (site, other) = try await begun(scope, name)
        let branch = ListObjects(noun: .phone, filters: [.init(field: "device-pool", pattern: "Branch-12")])
        let dependents = Set(try await site.send(branch).objects.compactMap { $0.fields["name"]?.text })
        _ = try await site.send(RenameObject(noun: noun, name: name, newName: "renamed"))
        _ = try await site.send(CopyObject(noun: noun, name: "renamed", newName: name))
        let (changed, unchanged) = (Set(try await finish(site)), Set(try await finish(other)))
        // The new name stands in the files, so some that would have been left alone change, too.
        #expect(changed.isSuperset(of: unchanged) && changed.isSubset(of: dependents) && !unchanged.isEmpty)
    }

    @Test("What it keeps are keys")
    func keys() async throws {
        let (site, _) = try await begun(.srst, "branch-12")
        let selection = try await site.store.read { try $0.operation(1)?.waves?.selection }
        guard case .dependents(let keyed) = selection else {
            Issue.record("it has no keys")
            return
        }
        #expect(keyed.keys?.count == 1 && keyed.kind == .srst && keyed.name == "branch-12")
        #expect("\(PhoneSelection.dependents(keyed))" == "srst branch-12")
    }
}
