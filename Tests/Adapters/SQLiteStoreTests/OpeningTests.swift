import ClusterModel
import Documents
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Opening the database")
struct OpeningTests {
    @Test("What goes through the store stands behind the threads that serve phones")
    func priority() async throws {
        let state = try StateFolder()
        let niceness: @Sendable () -> CInt = { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
        let values = try await state.withStore { store in
            [
                try await store.read { _ in niceness() }, try await store.write { _ in niceness() },
                try await store.rehearse { _ in niceness() },
            ]
        }
        #expect(values.allSatisfy { $0 > 0 }, "\(values)")
    }

    @Test("Every commit is on disk before it is acknowledged, in a write-ahead log, references enforced")
    func pragmas() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            let values = try await store.write { transaction in
                let database = try #require(transaction as? SQLiteTransaction).database
                return try ["synchronous", "foreign_keys", "application_id"].map {
                    try Int.fetchOne(database, sql: "PRAGMA \($0)")
                }
            }
            // https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL.
            #expect(values == [2, 1, 0x636E_6664])
            let mode = try await store.read { snapshot in
                try String.fetchOne(#require(snapshot as? SQLiteSnapshot).database, sql: "PRAGMA journal_mode")
            }
            #expect(mode == "wal")
        }
    }

    @Test("A06: only this user can read the database, in whatever directory it is")
    func permissions() async throws {
        let state = try StateFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: state.folder.path)
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            for name in try state.folder.names() { #expect(try state.mode(name) == 0o600, "\(name)") }
            #expect(try state.folder.names().contains(StateFolder.database))
        }
    }

    @Test("Opening again keeps everything")
    func reopening() async throws {
        let state = try StateFolder()
        let incarnation = try await state.withStore { store in
            try await store.write { transaction in
                try SmallSite.save(in: transaction)
                return try transaction.incarnation()
            }
        }
        for _ in 1...2 {
            try await state.withStore { store in
                try await store.read { snapshot in
                    #expect(try snapshot.incarnation() == incarnation)
                    let configuration = try snapshot.configuration()
                    #expect(try configuration.callManagerGroups.values.map(\.value) == [.example()])
                    #expect(try configuration.srstReferences.values.map(\.value) == [.example(["secure": true])])
                    #expect(try configuration.devicePools.values.map(\.value) == [.example(["srst": "branch-12"])])
                    #expect(try configuration.securityProfiles.values.map(\.value) == [.example()])
                    #expect(Array(configuration.certificates.values) == [SmallSite.certificate])
                    let phone = try Phone.example(["ssh-password": "s-one"])
                    #expect(try snapshot.phone(phone.name)?.value == phone)
                    #expect(try snapshot.latestRevision()?.number == 1)
                    var served: [PublishedVersion] = []
                    try snapshot.forEachPublished { served.append($0) }
                    #expect(served.map(\.file) == [.phone(phone.name)] && served.map(\.hash) == [SmallSite.digest])
                    #expect(served.map { $0.fragment?.bytes } == [[0, 1, 7]])
                    #expect(try snapshot.firstBrokenAuditRecord() == nil)
                }
            }
        }
    }

    @Test("Every store has an incarnation of its own")
    func incarnations() async throws {
        var incarnations: Set<String> = []
        for _ in 1...3 {
            _ = try await StateFolder().withStore { incarnations.insert(try await $0.read { try $0.incarnation() }) }
        }
        #expect(incarnations.count == 3)
    }

    @Test("An empty file, as a full disk may leave, becomes a new database")
    func emptyFile() throws {
        let state = try StateFolder()
        try Data().write(to: URL(filePath: state.databasePath))
        #expect(state.refusal() == nil)
        #expect(try state.mode(StateFolder.database) == 0o600)
    }

    @Test("A full disk is one problem with a remedy, and nothing was changed")
    func full() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            let problem = await #expect(throws: Problem.self) {
                try await store.write { transaction in
                    let database = try #require(transaction as? SQLiteTransaction).database
                    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                    _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages)")
                    for number in 0..<200 {
                        let address = "00112233\(String(number + 0x1000, radix: 16))"
                        try transaction.save(Phone.example(["name": .string(address)]))
                    }
                }
            }
            #expect(problem?.code == "disk-full" && problem?.kind == .unavailable)
            #expect(problem?.message == "The disk is full; nothing was changed.")
            #expect(problem?.hint == "Free some space and repeat the command.")
            let count = try await store.read { snapshot in
                var count = 0
                try snapshot.forEachPhone { _ in count += 1 }
                return count
            }
            #expect(count == 1)
        }
    }
}
