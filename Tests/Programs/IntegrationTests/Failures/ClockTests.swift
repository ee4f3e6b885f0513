import AdminAPI
import Documents
import GRDB
import Glibc
import TestSupport
import Testing

@Suite("A clock that was wrong once is no dead end", .timeLimit(.patience))
struct ClockTests {
    private static let update = ["phone", "update", "SEP001122334455", "--owner-user-id", "tanaka"]

    /// A daemon whose last revision was made while the clock stood so many seconds ahead.
    private func daemon(ahead: Int) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon.withSecureSite()
        daemon.terminate()
        _ = try await daemon.stopped()
        let queue = try DatabaseQueue(path: daemon.stateDirectory + "/cnfd.sqlite")
        let second = time(nil) + ahead
        try await queue.write { database in
            try database.execute(sql: "UPDATE store SET known_time = ?", arguments: [second])
            try database.execute(
                sql: "UPDATE revisions SET committed_at = ? WHERE number = (SELECT max(number) FROM revisions)",
                arguments: [second]
            )
        }
        try queue.close()
        try await daemon.start()
        #expect(try await daemon.cnfctl(Self.update).code == 0)
        return daemon
    }

    @Test(
        "After a reset centuries ahead, one word that the clock was wrong is enough; doctor names it before, and not after"
    )
    func wasWrong() async throws {
        let daemon = try await daemon(ahead: 9_460_799_996)
        let refused = try await daemon.cnfctl("reset", "--all", "--yes", "--json")
        #expect(refused.code == 7)
        let problem = try #require(try refused.problems().first)
        #expect(problem.code == "clock-before-last-revision" && problem.hint?.contains("--clock-was-wrong") == true)
        #expect(try await daemon.cnfctl("doctor").output.contains("clock-behind"))
        try await daemon.done("reset", "--all", "--yes", "--clock-was-wrong")
        try await daemon.done(Self.update[0], "update", "SEP001122334455", "--owner-user-id", "suzuki")
        try await daemon.done("reset", "--all", "--yes")
        #expect(try await !daemon.cnfctl("doctor").output.contains("clock-behind"))
        #expect(try await daemon.done("audit", "list", "--object", "clock").output.contains("correct-clock"))
        #expect(try await daemon.done("audit", "verify").code == 0)
    }

    @Test("Far ahead of the last known time a reset asks first; --confirm answers")
    func farAhead() async throws {
        let daemon = try await daemon(ahead: -40 * 86_400)
        let refused = try await daemon.cnfctl("reset", "--all", "--yes")
        #expect(refused.code == 6, "\(refused.error)")
        #expect(
            refused.error.contains("40 days after the last time that is known") && refused.error.contains("--confirm")
        )
        #expect(try await daemon.cnfctl("doctor").output.contains("clock-far-ahead"))
        try await daemon.done("reset", "--all", "--yes", "--confirm")
        #expect(try await !daemon.cnfctl("doctor").output.contains("clock-far-ahead"))
    }
}
