import ClusterModel
import Documents
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A04: a change whose audit record cannot be written is refused")
struct UnwrittenAuditTests {
    @Test("The change goes with it, and the trail stays whole")
    func refused() async throws {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        // As good as a disk that has room for everything but the record.
        try state.tamper("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'no room'); END")
        try await state.withStore { store in
            let before = try await store.read { try $0.configuration().cluster.value }
            let problem = await #expect(throws: Problem.self) {
                try await store.write { transaction in
                    try transaction.save(before.changing(["security-mode": "non-secure"]))
                    try transaction.appendAudit(
                        AuditEntry(time: 1, actor: "anna", action: "set-mode", object: "cluster")
                    )
                }
            }
            #expect(problem?.kind == .unavailable && problem?.message.contains("nothing was changed") == true)
            #expect(try await store.read { try $0.configuration().cluster.value } == before)
            #expect(try await store.read { try $0.firstBrokenAuditRecord() } == nil)
        }
    }
}
