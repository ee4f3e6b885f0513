import ClusterModel
import Documents
import Foundation
import GRDB
import SQLiteStore
import Store
import TestSupport
import Testing

/// A row that no release can have written is told as damage, never served and never a crash.
@Suite("Damaged rows")
struct DamagedRowTests {
    private func problem(
        _ statement: String,
        _ read: @Sendable @escaping (any StoreSnapshot) throws -> Void
    ) async throws -> Problem? {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        try state.tamper(statement)
        return try await state.withStore { store in
            await #expect(throws: Problem.self, "\(statement)") { try await store.read(read) }
        }
    }

    @Test(
        "Documents that do not read",
        arguments: [
            "UPDATE srst_references SET document = '{'", "UPDATE srst_references SET document = '{}'",
            "UPDATE srst_references SET document = '[1.5]'", "UPDATE device_pools SET document = '{\"odd\": 1}'",
            "UPDATE clusters SET document = ''", "DELETE FROM clusters",
            "UPDATE objects SET name = '' WHERE kind = 'srst'",
            "UPDATE certificates SET basis = 'guessed'",
        ]
    )
    func configuration(_ statement: String) async throws {
        let problem = try await problem(statement) { _ = try $0.configuration() }
        #expect(problem?.code == "damaged-database" && problem?.hint != nil)
    }

    @Test(
        "Phones that do not read",
        arguments: [
            "UPDATE phones SET document = '{'", "UPDATE phones SET document = '{}'", "UPDATE phones SET pool_id = 99",
            "UPDATE objects SET name = 'SEP' WHERE kind = 'phone'",
        ]
    )
    func phones(_ statement: String) async throws {
        let problem = try await problem(statement) { try $0.forEachPhone { _ in } }
        #expect(problem?.code == "damaged-database")
        let candidates = try await self.problem(statement) { try $0.forEachCandidate(.all) { _ in } }
        #expect(candidates?.code == "damaged-database")
    }

    @Test("Publications whose file's name does not read")
    func publicationName() async throws {
        let problem = try await problem("UPDATE objects SET name = 'SEP' WHERE kind = 'phone'") {
            try $0.forEachPublished { _ in }
        }
        #expect(problem?.code == "damaged-database")
    }

    @Test(
        "Publications of which a part does not read are told as such, so that the others are served",
        arguments: [
            "UPDATE publications SET stamp = x'00'", "UPDATE publications SET stamp = NULL",
            "UPDATE fragments SET bytes = x'0005'", "UPDATE publications SET fragment_id = 99",
            "UPDATE publications SET fragment_id = NULL", "UPDATE publications SET hash = x'00'",
        ]
    )
    func publications(_ statement: String) async throws {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        try state.tamper(statement)
        let versions = try await state.withStore { store in
            try await store.read { snapshot in
                var versions: [PublishedVersion] = []
                try snapshot.forEachPublished { versions.append($0) }
                return versions
            }
        }
        #expect(!versions.isEmpty)
        #expect(versions.contains { $0.stamp == nil || $0.fragment == nil || $0.hash == nil || $0.bodyID == nil })
    }

    @Test(
        "Bodies that do not read",
        arguments: ["x", "1", "1:", ":1", "9:0", "-1:0", "1:-1", "2:0 1:0", "1:0:0", "1:stamps", "1:!", "1:0,2:0"]
    )
    func bodies(_ holes: String) async throws {
        let problem = try await problem("UPDATE bodies SET holes = '\(holes)'") { _ = try $0.body(BodyID(rawValue: 1)) }
        #expect(problem?.code == "damaged-database")
    }

    @Test("A fragment that does not read")
    func fragment() async throws {
        let problem = try await problem("UPDATE fragments SET bytes = x'0005'") {
            _ = try $0.fragment(FragmentID(rawValue: 1))
        }
        #expect(problem?.code == "damaged-database")
    }
}
