import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

/// Only the superuser can become a reader.
@Suite(
    "A05: readers who send all that they may delay no administrator",
    .timeLimit(.patience),
    .enabled(if: geteuid() == 0)
)
struct CrowdingReadersTests {
    /// A group that every Debian has, with nothing to do.
    private static let group = "games"
    /// A user of no group of ours (nobody).
    private static let user = 65_534
    private static let connections = 50

    @Test(
        "With one reader's plan under way for ever and 49 waiting, an administrator resets, changes, plans and looks"
    )
    func crowd() async throws {
        var settings = RunningDaemon.Settings()
        settings.readersGroup = Self.group
        let daemon = try await RunningDaemon.withSecureSite(settings)
        // Others may come as far as the socket.
        chmod(daemon.directory.path, 0o711)
        let pipe = daemon.directory.path + "/endless"
        guard mkfifo(pipe, 0o666) == 0 else { throw TestFailure("no FIFO: errno \(errno)") }
        chmod(pipe, 0o666)

        // The daemon gives up a body that is never finished. A machine on which that is sooner than an administrator is done
        // shows nothing, and the round is repeated.
        var round = 1
        while try await !isUndelayed(daemon, pipe, round) { round += 1 }
    }

    @Test("A reader who takes nothing of a list keeps no other reader waiting, and gets all of it once it is taken")
    func untaken() async throws {
        var settings = RunningDaemon.Settings()
        settings.readersGroup = Self.group
        let daemon = try await RunningDaemon(settings)
        #expect(try await daemon.apply(GeneratedSite.text(phones: 3_000, edition: "a")).code == 0)
        chmod(daemon.directory.path, 0o711)
        let pipe = daemon.directory.path + "/untaken"
        guard mkfifo(pipe, 0o666) == 0 else { throw TestFailure("no FIFO: errno \(errno)") }
        chmod(pipe, 0o666)
        let end = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        defer { close(end) }
        let script = #"exec "$0" phone list --json > "$1""#
        let before = try daemon.openFiles()
        let first = try Self.reader(daemon, ["/bin/sh", "-c", script, Programs.cnfctl, pipe])
        try await eventually("the first reader is not let in") { try daemon.openFiles() > before }
        // More than its pipe and its connection hold waits to be taken by then.
        try await Task.sleep(for: .milliseconds(500))
        for _ in 1...3 {
            let other = try await Self.reader(daemon, [Programs.cnfctl, "phone", "list", "--json"]).result()
            #expect(other.code == 0, "\(other.error)")
        }
        #expect(first.process.poll() == nil, "it took all at once")
        var octets = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while first.process.poll() == nil {
            let count = read(end, &chunk, chunk.count)
            if count > 0 { octets += count } else { try await Task.sleep(for: .milliseconds(1)) }
        }
        #expect(try await first.result().code == 0)
        #expect(octets > 500_000)
    }

    /// Whether an administrator was done while all the readers waited; none of the requests fails in any case.
    private func isUndelayed(_ daemon: RunningDaemon, _ pipe: String, _ round: Int) async throws -> Bool {
        let before = try daemon.openFiles()
        // Nobody writes into the pipe, so the plan that has the readers' one turn goes on.
        let end = open(pipe, O_RDWR | O_CLOEXEC)
        defer { close(end) }
        let first = try Self.reader(daemon, Self.endlessPlan(daemon.socket, pipe))
        try await eventually("the first reader is not let in") { try daemon.openFiles() > before }
        let others = try (1..<Self.connections).map { _ in
            try Self.reader(daemon, [Programs.cnfctl, "reset", "--all", "--plan"])
        }
        try await eventually("the readers do not come") { try daemon.openFiles() >= before + Self.connections }

        let value = "\(round % 2)"
        try await daemon.done("cluster", "update", "--settings.webAccess", value, "--yes")
        let reset = try await daemon.reset("--all")
        #expect(!reset.published.isEmpty)
        #expect(try await daemon.status().pending.isEmpty)
        #expect(try await daemon.cnfctl("plan", "-f", Fixture.site).code <= 1)

        let isOver = first.process.poll() != nil || others.contains { $0.process.poll() != nil }
        first.process.signal(SIGKILL)
        _ = try await first.result()
        // Their turns come, or they are told that too many wait.
        for other in others {
            let result = try await other.result()
            #expect(result.code <= 1 || result.code == 7 && result.error.contains("busy"), "\(result.error)")
        }
        return !isOver
    }

    /// A plan whose body never ends.
    private static func endlessPlan(_ socket: String, _ pipe: String) -> [String] {
        [
            "/usr/bin/curl", "--silent", "--unix-socket", socket, "--request", "POST", "--header", "Cnfd-Plan: true",
            "--upload-file", pipe, "http://cnfd/v1/site/apply",
        ]
    }

    private static func reader(_ daemon: RunningDaemon, _ command: [String]) throws -> RunningCommand {
        let identity = ["--reuid=\(user)", "--regid=nogroup", "--groups=\(group)", "--"]
        return try Command.start("/usr/bin/setpriv", identity + command, environment: ["CNFD_SOCKET": daemon.socket])
    }
}
