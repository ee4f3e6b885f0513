import Documents
import Foundation
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

/// What was acknowledged once is there at the next start, or the start is refused: a lost store is never silently a new one.
@Suite("P05: a lost store")
struct LostStoreTests {
    private static let database = StateFolder.database
    private static let log = StateFolder.database + "-wal"
    private static let mark = "cnfd.store"

    /// A small site that stands in the log alone, as a killed daemon leaves it.
    private func killedSite() async throws -> StateFolder {
        let state = try StateFolder()
        return try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            return try state.killed()
        }
    }

    private func expectLoss(_ state: StateFolder, _ comment: Comment) throws {
        let before = try lasting(state)
        for _ in 1...2 {
            let problem = try #require(state.refusal(), comment)
            #expect(problem.code == "store-lost" && problem.kind == .unavailable, "\(comment): \(problem)")
            #expect(problem.hint?.contains("backup") == true || problem.hint?.contains("back") == true, comment)
        }
        #expect(try lasting(state) == before, comment)
    }

    /// All files but the log's index, which is made of the log at each start.
    private func lasting(_ state: StateFolder) throws -> [String: [UInt8]] {
        try state.everyFile().filter { !$0.key.hasSuffix("-shm") }
    }

    @Test("Killed and started again, it has what was acknowledged")
    func whole() async throws {
        let state = try await killedSite()
        try await state.withStore { store in
            let count = try await store.read { try $0.auditCount() }
            #expect(count == 5)
        }
    }

    @Test("Killed amid the first commit of a log, or when it was just emptied, it takes changes after the next start")
    func begunLog() async throws {
        let state = try StateFolder()
        let (emptied, begun) = try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            await store.attend(isLong: true)
            #expect(try state.bytes(Self.log).isEmpty)
            let emptied = try state.killed()
            let begun = try state.killed()
            try await store.write { try SmallSite.save(in: $0) }
            // The log's header and a part of its first frame, as the commit wrote them.
            try begun.write(Array(state.bytes(Self.log).prefix(1_000)), over: Self.log)
            return (emptied, begun)
        }
        for killed in [emptied, begun] {
            try await killed.withStore { store in
                let before = try await store.read { try $0.auditCount() }
                try await store.write { try SmallSite.save(in: $0) }
                #expect(try await store.read { try $0.auditCount() } > before)
            }
        }
    }

    @Test("A database that is missing, empty or a dangling link is refused, and so is an orphan log")
    func missing() async throws {
        for withMark in [true, false] {
            let missing = try await killedSite()
            try missing.remove(Self.database)
            if !withMark { try missing.remove(Self.mark) }
            try expectLoss(missing, "missing, marked: \(withMark)")

            let empty = try await killedSite()
            try Data().write(to: URL(filePath: empty.databasePath))
            if !withMark { try empty.remove(Self.mark) }
            try expectLoss(empty, "empty, marked: \(withMark)")
        }
        // Whoever copied a backup to a full disk, or an earlier release's store that was cut to nothing.
        let alone = try StateFolder()
        try Data().write(to: URL(filePath: alone.databasePath))
        try expectLoss(alone, "empty, with nothing beside it")
        #expect(alone.refusal()?.hint?.contains("run rm \(alone.databasePath).") == true)
        try alone.remove(Self.database)
        #expect(alone.refusal() == nil)
        let link = try StateFolder()
        try FileManager.default.createSymbolicLink(
            atPath: link.databasePath,
            withDestinationPath: link.folder.path("elsewhere.sqlite")
        )
        let problem = try #require(link.refusal())
        #expect(problem.code == "store-lost" && problem.message.contains("symbolic link"))
        #expect(!FileManager.default.fileExists(atPath: link.folder.path("elsewhere.sqlite")))
    }

    @Test("A write-ahead log that is missing, empty, cut or garbled is refused where commits stood in it alone")
    func log() async throws {
        let whole = try await killedSite().bytes(Self.log)
        let garbage = [UInt8](repeating: 0x5A, count: 4_096)
        let middle = whole.count / 2
        let cases: [(String, [UInt8]?)] = [
            ("missing", nil), ("empty", []), ("cut to a header", Array(whole.prefix(32))),
            ("cut to half", Array(whole.prefix(whole.count / 2))),
            ("all garbage", [UInt8](repeating: 0x5A, count: whole.count)),
            ("a garbled header", Array(garbage.prefix(24) + whole.dropFirst(24))),
            ("garbled in the middle", Array(whole.prefix(middle) + garbage + whole.dropFirst(middle + garbage.count))),
        ]
        for (name, bytes) in cases {
            let state = try await killedSite()
            if let bytes {
                try Data(bytes).write(to: URL(filePath: state.folder.path(Self.log)))
            } else {
                try state.remove(Self.log)
            }
            try expectLoss(state, "\(name)")
        }
    }

    @Test("An older copy and another store are refused in its place")
    func other() async throws {
        let state = try StateFolder()
        let old = try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            let old = try state.killed()
            try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c")) }
            return old
        }
        for name in [Self.database, Self.log] {
            try? state.remove(name)
            try FileManager.default.copyItem(atPath: old.folder.path(name), toPath: state.folder.path(name))
        }
        try expectLoss(state, "an older copy")
        #expect(state.refusal()?.message.hasPrefix("It lacks the last 1 change of 6") == true)

        let another = try await killedSite()
        try another.remove(Self.mark)
        try FileManager.default.copyItem(atPath: state.folder.path(Self.mark), toPath: another.folder.path(Self.mark))
        try expectLoss(another, "another store")
    }

    @Test("The remedies work as printed: the files that they name removed, it begins anew, or goes on with the backup")
    func remedies() async throws {
        let anew = try await killedSite()
        try anew.remove(Self.database)
        for name in [Self.mark, Self.log] { try anew.remove(name) }
        let count0 = try await anew.withStore { store in try await store.read { try $0.auditCount() } }
        #expect(count0 == 0)
        #expect(try anew.folder.names().contains(Self.mark))

        let backup = try await killedSite()
        try backup.write([0], over: Self.log)
        try expectLoss(backup, "garbled")
        try backup.remove(Self.mark)
        #expect(backup.refusal() == nil)
    }

    @Test("S10: a state directory without a mark, as earlier releases leave it, gets one")
    func upgrade() async throws {
        let state = try await killedSite()
        try state.remove(Self.mark)
        let count5 = try await state.withStore { store in try await store.read { try $0.auditCount() } }
        #expect(count5 == 5)
        #expect(try state.mode(Self.mark) == 0o600)
        try state.remove(Self.database)
        #expect(state.refusal()?.code == "store-lost")
    }

    @Test("A mark that is torn at any place leaves the record before; one that is damaged is refused")
    func tornMark() async throws {
        let state = try await killedSite()
        let whole = try state.bytes(Self.mark)
        let record = try #require(try StoreMark.read(state.folder.path))
        #expect(record.audit == 5)
        for part in 1...2 {
            for length in stride(from: 0, to: 256, by: 16) {
                try state.write([UInt8](repeating: 0, count: length), over: Self.mark, at: UInt64(part * 256))
                let read = try #require(try StoreMark.read(state.folder.path))
                #expect(read.incarnation == record.incarnation && read.audit <= 5)
                try state.write(whole, over: Self.mark)
            }
        }
        try state.write([UInt8](repeating: 0, count: whole.count), over: Self.mark)
        #expect(state.refusal()?.code == "store-mark")
    }

    @Test("Closed in order, everything stands in the one file")
    func closed() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            store.close()
        }
        #expect(try !state.folder.names().contains(Self.log))
        let count5 = try await state.withStore { store in try await store.read { try $0.auditCount() } }
        #expect(count5 == 5)
    }
}
