import AdminAPI
import Documents
import GRDB
import TestSupport
import Testing

@Suite("P05: a database that is altered under a running daemon", .timeLimit(.patience))
struct AlteredDatabaseTests {
    @Test("Phones are served what was published, from memory; a reset publishes nothing of what was altered")
    func served() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let untouched = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        #expect(try untouched.served() == served)

        let queue = try DatabaseQueue(path: daemon.stateDirectory + "/cnfd.sqlite")
        try await queue.write { database in
            let text = { (table: String, from: String, to: String) in
                """
                UPDATE \(table) SET bytes = CAST(replace(CAST(bytes AS TEXT), '\(from)', '\(to)') AS BLOB)
                    WHERE instr(bytes, CAST('\(from)' AS BLOB))
                """
            }
            try database.execute(sql: text("bodies", "cm1.tokyo", "cm9.tokyo"))
            #expect(database.changesCount > 0)
            try database.execute(
                sql: "UPDATE fragments SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'58' AS BLOB)"
            )
            #expect(database.changesCount > 0)
        }
        try queue.close()
        #expect(try daemon.served() == served)

        let reset = try await daemon.done("reset", "--all", "--yes")
        #expect(reset.error.contains("phone files than were published"), "\(reset.error)")
        #expect(try daemon.served() == served)
        for each in [daemon, untouched] {
            try await each.done("cluster", "update", "--settings.webAccess", "1", "--yes")
            try await each.done("reset", "--all", "--yes")
        }
        let changed = try untouched.served()
        #expect(changed != served)
        #expect(try daemon.served() == changed)
        try await daemon.restart()
        #expect(try daemon.served() == changed)
    }
}
