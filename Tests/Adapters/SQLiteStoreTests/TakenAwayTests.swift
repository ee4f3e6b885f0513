import Documents
import Foundation
import GRDB
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

/// Files that somebody deletes, replaces or writes over while the store is open.
@Suite("P05: a database that is taken away is noticed before anything is acknowledged")
struct TakenAwayTests {
    enum Misdeed: String, CaseIterable {
        case deletedDatabase, deletedLog, replacedDatabase, replacedLog, garbledDatabase, garbledLogHeader,
            garbledLogEnd
        case emptiedLog, emptiedDatabase

        func happen(to state: StateFolder) throws {
            let log = StateFolder.database + "-wal"
            let end = UInt64(try state.bytes(log).count - 4_096)
            switch self {
            case .deletedDatabase: try state.remove(StateFolder.database)
            case .deletedLog: try state.remove(log)
            case .replacedDatabase: try replace(StateFolder.database, of: state)
            case .replacedLog: try replace(log, of: state)
            case .garbledDatabase:
                let count = try state.bytes(StateFolder.database).count
                try state.write([UInt8](repeating: 0x5A, count: count), over: StateFolder.database)
            case .garbledLogHeader: try state.write([UInt8](repeating: 0x5A, count: 32), over: log)
            case .garbledLogEnd: try state.write([UInt8](repeating: 0x5A, count: 4_096), over: log, at: end)
            case .emptiedLog: #expect(truncate(state.folder.path(log), 0) == 0)
            case .emptiedDatabase: #expect(truncate(state.databasePath, 0) == 0)
            }
        }

        private func replace(_ name: String, of state: StateFolder) throws {
            let bytes = try state.bytes(name)
            try state.remove(name)
            try Data(bytes).write(to: URL(filePath: state.folder.path(name)))
        }
    }

    @Test("The change is refused, and every later one; what was committed is read on", arguments: Misdeed.allCases)
    func refused(_ misdeed: Misdeed) async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            #expect(store.obstacle == nil)
            try misdeed.happen(to: state)
            for _ in 1...2 {
                let problem = await #expect(throws: Problem.self) {
                    try await store.write {
                        try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c"))
                    }
                }
                #expect(problem?.code == "store-lost", "\(misdeed): \(String(describing: problem))")
            }
            #expect(store.obstacle?.code == "store-lost")
            // What is written over is read from what SQLite has in its memory, if at all.
            if [.deletedDatabase, .deletedLog, .replacedDatabase, .replacedLog].contains(misdeed) {
                let count = try await store.read { try $0.auditCount() }
                #expect(count == 5)
            }
        }
    }

    @Test(
        "Taken away in the middle of a change: it is not acknowledged, and nothing it would do behind its commit happens"
    )
    func midway() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            let acted = Acted()
            let problem = await #expect(throws: Problem.self) {
                try await store.write { transaction in
                    transaction.afterCommit { acted.value = true }
                    try transaction.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c"))
                    try state.remove(StateFolder.database + "-wal")
                }
            }
            #expect(problem?.code == "store-lost" && !acted.value)
        }
    }

    @Test("Who only touches the files, or reads them with another program, is no reason to refuse anything")
    func harmless() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            for name in [StateFolder.database, StateFolder.database + "-wal"] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date()],
                    ofItemAtPath: state.folder.path(name)
                )
            }
            try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c")) }
            #expect(try state.text("SELECT count(*) FROM audit") == "6")
            try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c")) }
            #expect(store.obstacle == nil)
        }
    }

    @Test("After any number of checkpoints the same is noticed")
    func checkpointed() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            for _ in 1...3 {
                await store.attend(isLong: true)
                try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c")) }
            }
            await store.attend(isLong: true)
            #expect(store.obstacle == nil)
            #expect(try state.bytes(StateFolder.database + "-wal").isEmpty)
            try state.remove(StateFolder.database)
            await store.attend(isLong: false)
            #expect(store.obstacle?.code == "store-lost")
        }
    }

    private final class Acted: @unchecked Sendable {
        var value = false
    }
}
