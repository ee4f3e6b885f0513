import ClusterModel
import Documents
import GRDB
import Platform
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("A04: tampering with the audit trail shows")
struct AuditTamperingTests {
    private static let changes = [
        "time = time + 1", "actor = 'nobody'", "actor = ''", "action = 'delete'", "object = 'srst other'",
        "before = '{\"secure\":true}'", "before = NULL", "before = ''", "after = NULL", "after = before",
        "previous_hash = randomblob(32)", "previous_hash = x''", "hash = zeroblob(32)", "hash = x''",
        "actor = actor || action, action = ''", "sequence = sequence + 100",
    ]

    private func firstBroken(_ statements: String...) async throws -> Int? {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        for statement in statements { try state.tamper(statement) }
        return try await state.withStore { store in try await store.read { try $0.firstBrokenAuditRecord() } }
    }

    @Test("The trail as it was written is whole")
    func whole() async throws { #expect(try await firstBroken() == nil) }

    @Test("A change of any column of any record is found at its place", arguments: changes)
    func changed(_ change: String) async throws {
        for sequence in 1...5 {
            let broken = try await firstBroken("UPDATE audit SET \(change) WHERE sequence = \(sequence)")
            #expect(broken == sequence, "record \(sequence)")
        }
    }

    @Test("A record taken away is found at its place", arguments: 1...4)
    func deleted(_ sequence: Int) async throws {
        #expect(try await firstBroken("DELETE FROM audit WHERE sequence = \(sequence)") == sequence)
    }

    @Test("Records taken away and the rest renumbered are found", arguments: 1...4)
    func renumbered(_ sequence: Int) async throws {
        let broken = try await firstBroken(
            "DELETE FROM audit WHERE sequence = \(sequence)",
            "UPDATE audit SET sequence = sequence - 1 WHERE sequence > \(sequence)"
        )
        #expect(broken == sequence)
    }

    @Test("Two records that changed places are found at the first", arguments: [(1, 2), (2, 4), (4, 5), (1, 5)])
    func swapped(_ first: Int, _ second: Int) async throws {
        let broken = try await firstBroken(
            "UPDATE audit SET sequence = -1 WHERE sequence = \(first)",
            "UPDATE audit SET sequence = \(first) WHERE sequence = \(second)",
            "UPDATE audit SET sequence = \(second) WHERE sequence = -1"
        )
        #expect(broken == first)
    }

    @Test("A record put in between is found")
    func inserted() async throws {
        let broken = try await firstBroken(
            "INSERT INTO audit SELECT 6, time, actor, action, object, before, after, hash, hash FROM audit WHERE sequence = 5"
        )
        #expect(broken == 6)
    }

    @Test(
        "A trail whose end was cut off is whole in itself, and found by what the store keeps beside it",
        arguments: 0...4
    )
    func cut(_ kept: Int) async throws {
        #expect(try await firstBroken("DELETE FROM audit WHERE sequence > \(kept)") == kept + 1)
    }

    @Test("A trail whose end was cut off stays broken there when more is written")
    func cutAndContinued() async throws {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        try state.tamper("DELETE FROM audit WHERE sequence > 3")
        let broken = try await state.withStore { store in
            try await store.write { try $0.appendAudit(AuditEntry(time: 9, actor: "a", action: "b", object: "c")) }
            return try await store.read { try $0.firstBrokenAuditRecord() }
        }
        #expect(broken == 4)
    }

    @Test("A last record that was replaced by another that fits the chain is found")
    func replacedEnd() async throws {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        // What a forger would write: the same trail up to record 4, and another record 5 behind it.
        let other = try StateFolder()
        try await other.withStore { store in
            try await store.write { transaction in
                try SmallSite.save(in: transaction)
                try transaction.appendAudit(AuditEntry(time: 1, actor: "x", action: "y", object: "z"))
            }
        }
        try state.tamper(
            "ATTACH '\(other.databasePath)' AS other",
            "DELETE FROM audit WHERE sequence = 5",
            "UPDATE store SET audit_count = 5",
            "INSERT INTO audit SELECT * FROM other.audit WHERE sequence = 6",
            "UPDATE audit SET sequence = 5 WHERE sequence = 6"
        )
        #expect(try await state.withStore { store in try await store.read { try $0.firstBrokenAuditRecord() } } == 5)
    }

    @Test("A change whose audit record cannot be written is refused as a whole")
    func unwritable() async throws {
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try SmallSite.save(in: $0) } }
        try state.tamper("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
        try await state.withStore { store in
            let before = try await store.read { try $0.configuration().srstReferences.mapValues(\.version) }
            let problem = await #expect(throws: Problem.self) {
                try await store.write { transaction in
                    try transaction.save(SRSTReference.example(["secure": false]))
                    try transaction.appendAudit(
                        AuditEntry(time: 1, actor: "a", action: "update", object: "srst branch-12")
                    )
                }
            }
            #expect(problem?.kind == .unavailable && problem?.message.contains("nothing was changed") == true)
            #expect(try await store.read { try $0.configuration().srstReferences.mapValues(\.version) } == before)
        }
    }
}
