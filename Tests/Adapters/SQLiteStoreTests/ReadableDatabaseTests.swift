import ClusterModel
import Documents
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("P05: a store on a disk that takes nothing")
struct ReadableDatabaseTests {
    private func killedSite() async throws -> StateFolder {
        let state = try StateFolder()
        return try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            return try state.killed()
        }
    }

    @Test("Commits that stand in the log alone are read, rehearsals run, and no file is made, changed or removed")
    func log() async throws {
        let state = try await killedSite()
        let before = try state.everyFile()
        do {
            let database = try ReadableDatabase(state.folder.path, because: .readOnly)
            let count = try await database.queue.read { try SQLiteSnapshot($0).auditCount() }
            #expect(count == 5)
            try await database.queue.writeWithoutTransaction { connection in
                try connection.inTransaction {
                    let rehearsal = SQLiteTransaction(connection, overlay: RehearsalOverlay(connection))
                    _ = try rehearsal.save(Cluster.example())
                    return .rollback
                }
            }
        }
        #expect(try state.everyFile() == before)
        #expect(state.refusal() == nil)
    }

    @Test("A database without a log is read, too")
    func noLog() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            store.close()
        }
        let before = try state.everyFile()
        do {
            let database = try ReadableDatabase(state.folder.path, because: .full)
            let count = try await database.queue.read { try SQLiteSnapshot($0).auditCount() }
            #expect(count == 5)
        }
        #expect(try state.everyFile() == before)
    }

    @Test("S10: one of an earlier schema is read as today's, and stays as it is")
    func earlier() async throws {
        let state = try StateFolder()
        try state.replaceDatabase(with: Data(contentsOf: Fixtures.url("databases/schema-1.sqlite")))
        let before = try state.everyFile()
        do {
            let database = try ReadableDatabase(state.folder.path, because: .readOnly)
            let count = try await database.queue.read { connection in
                var count = 0
                try SQLiteSnapshot(connection).forEachPublished { _ in count += 1 }
                return count
            }
            #expect(count > 0)
        }
        #expect(try state.everyFile() == before)
    }

    @Test("What is damaged, foreign or lost is refused as ever; nothing at all is refused as the disk's fault")
    func refused() async throws {
        let lost = try await killedSite()
        try lost.remove(StateFolder.database + "-wal")
        let problem = #expect(throws: Problem.self) { try ReadableDatabase(lost.folder.path, because: .readOnly) }
        #expect(problem?.code == "store-lost")
        let empty = try StateFolder()
        #expect(throws: DiskFault.readOnly) { try ReadableDatabase(empty.folder.path, because: .readOnly) }
    }

    @Test("Each cause has its own code and its own remedy, and none is to move anything away")
    func remedies() {
        let faults: [DiskFault] = [.full, .readOnly, .denied, .failing("Input/output error")]
        let problems = faults.map { $0.problem("/var/lib/cnfd") }
        #expect(problems.map(\.code) == ["disk-full", "disk-read-only", "disk-denied", "disk-error"])
        #expect(Set(problems.map(\.hint)).count == faults.count)
        #expect(problems.allSatisfy { !($0.hint ?? "").contains("ove it away") })
        #expect(
            problems[2].hint
                == "Run chown -R \(geteuid()) /var/lib/cnfd && chmod -R u+rwX /var/lib/cnfd and repeat the command."
        )
        #expect(
            [ENOSPC, EDQUOT, EROFS, EACCES, EPERM].map { DiskFault(errno: $0) } == [
                .full, .full, .readOnly, .denied, .denied,
            ]
        )
    }

    @Test("A disk that works shows no fault, and nothing is left of looking")
    func probe() throws {
        let folder = try TemporaryDirectory()
        #expect(DiskFault.probe(folder.path, files: [folder.path("none")]) == nil)
        #expect(try folder.names().isEmpty)
        #expect(DiskFault.probe(folder.path("none"), files: []) != nil)
    }
}
