import AdminAPI
import FoundationEssentials
import GRDB
import Glibc
import TestSupport
import Testing

@Suite("cnfd that cannot start says why in one line and changes nothing", .timeLimit(.patience))
struct StartRefusalsTests {
    /// Starts a daemon that must refuse, and answers its line.
    private func refusal(
        state: String,
        socket: String,
        listen: String = "127.0.0.1:0",
        flags: [String] = []
    ) async throws -> String {
        let arguments = ["--state-directory", state, "--control-socket", socket, "--tftp-listen", listen]
        let result = try await Command.run(Programs.cnfd, arguments + flags)
        #expect(result.code != 0 && result.code < 128, "\(result.end)")
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.hasPrefix("cnfd: "), "\(result.error)")
        return result.error
    }

    @Test("A state directory that another daemon has locked")
    func lockedState() async throws {
        let daemon = try await RunningDaemon.withSite()
        let line = try await refusal(state: daemon.stateDirectory, socket: daemon.directory.path + "/other")
        #expect(line.contains(daemon.stateDirectory) && line.contains("in use by another cnfd"), "\(line)")
        #expect(line.contains("Stop the other daemon"), "\(line)")
        #expect(try await daemon.status().phones == 12)
        #expect(try daemon.served("SEP001122334455").isEmpty == false)
    }

    @Test("A TFTP port that another daemon has")
    func busyPort() async throws {
        let daemon = try await RunningDaemon.withSite()
        let directory = try TemporaryDirectory()
        let state = directory.path + "/state"
        let line = try await refusal(state: state, socket: directory.path + "/s", listen: "127.0.0.1:\(daemon.port)")
        #expect(line.contains("127.0.0.1:\(daemon.port)"), "\(line)")
        #expect(access(state + "/cnfd.sqlite", F_OK) != 0)
        #expect(access(directory.path + "/s", F_OK) != 0)
        #expect(try daemon.served("SEP001122334455").isEmpty == false)
    }

    @Test("A control socket that another daemon answers on, or a file in its place")
    func takenSocket() async throws {
        let daemon = try await RunningDaemon()
        let directory = try TemporaryDirectory()
        let line = try await refusal(state: directory.path + "/state", socket: daemon.socket)
        #expect(line.contains(daemon.socket) && line.contains("Another cnfd answers on it."), "\(line)")
        #expect(try await daemon.status().phones == 0)

        let file = try directory.write("mine", to: "file")
        let occupied = try await refusal(state: directory.path + "/state", socket: file)
        #expect(occupied.contains(file), "\(occupied)")
        #expect(try Files.text(file) == "mine")
        let missing = try await refusal(state: directory.path + "/state", socket: directory.path + "/none/s")
        #expect(missing.contains("No such file or directory"), "\(missing)")
    }

    @Test("A state directory below a file, or without permission")
    func unusableState() async throws {
        let directory = try TemporaryDirectory()
        let socket = directory.path + "/s"
        let file = try directory.write("mine", to: "file")
        let below = try await refusal(state: file + "/state", socket: socket)
        #expect(below.contains("\(file)/state") && below.contains("Not a directory"), "\(below)")
        let place = try await refusal(state: file, socket: socket)
        #expect(place.contains(file), "\(place)")
        #expect(try Files.text(file) == "mine")

        let closed = directory.path + "/closed"
        mkdir(closed, 0o500)
        // The superuser may write everywhere, unless the capability is taken away.
        let prefix = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--"] : []
        let command = prefix + [Programs.cnfd, "--state-directory", closed, "--control-socket", socket]
        let result = try await Command.run(command[0], Array(command[1...]) + ["--tftp-listen", "127.0.0.1:0"])
        #expect(result.code == 1)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.contains("Permission denied") && result.error.contains("Give the daemon's user"))
        #expect(try Files.contents(of: closed).isEmpty)
    }

    @Test("A socket that an earlier daemon left in a directory that is not ours any more")
    func staleSocket() async throws {
        let directory = try TemporaryDirectory()
        let place = directory.path + "/run"
        mkdir(place, 0o755)
        let socket = place + "/s"
        try Files.makeSocket(socket)
        chmod(place, 0o555)
        let prefix = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--"] : []
        let command = prefix + [Programs.cnfd, "--state-directory", directory.path + "/state"]
        let flags = ["--control-socket", socket, "--tftp-listen", "127.0.0.1:0"]
        let result = try await Command.run(command[0], Array(command[1...]) + flags)
        chmod(place, 0o755)
        #expect(result.code == 1)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.contains(socket) && result.error.contains("cannot be written"), "\(result.error)")
    }

    @Test("A parent directory that is missing is named, with the command that makes it")
    func noParent() async throws {
        let directory = try TemporaryDirectory()
        let parent = directory.path + "/no"
        let line = try await refusal(state: parent + "/state", socket: directory.path + "/s")
        #expect(
            line.hasSuffix(
                "Make its parent directory with mkdir -p \(parent), or name another with --state-directory.\n"
            )
        )
        let file = try directory.write("mine", to: "file")
        let place = try await refusal(state: file, socket: directory.path + "/s")
        #expect(
            place.hasSuffix("It is a file: name a directory with --state-directory, or move the file away.\n"),
            "\(place)"
        )
    }

    @Test(
        "A notifier's program that cannot be run is told at the start, and by doctor",
        arguments: ["none", ".", "plain"]
    )
    func notifier(_ name: String) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + name
        if name == "plain" { _ = try directory.write("#!/bin/sh\n", to: name) }
        let daemon = try await RunningDaemon.withSite(.init(notifier: "command:\(path)"))
        let lines = try daemon.log().split(separator: "\n").filter { $0.contains("notifier cannot be run") }
        #expect(lines.count == 1 && lines[0].contains("warning") && lines[0].contains(path), "\(lines)")
        let report: ExaminationReport = try await daemon.cnfctl("doctor", "--json").json()
        #expect(report.findings.contains { $0.code == "notifier-unusable" })
    }

    @Test("64: a flag's value that cannot be, a negative number with its range")
    func usage() async throws {
        let directory = try TemporaryDirectory()
        let state = directory.path + "/state"
        let result = try await Command.run(Programs.cnfd, ["--state-directory", state, "--stale-after", "-5"])
        #expect(result.code == 64)
        #expect(
            result.error.contains("--stale-after") && result.error.contains("Give a number from 1 to"),
            "\(result.error)"
        )
        #expect(access(state, F_OK) != 0)
        let help = try await Command.run(Programs.cnfd, ["--help"])
        #expect(help.output.contains("64 usage"))
    }

    @Test("A static directory that is not there, and settings that cannot be")
    func badSettings() async throws {
        let directory = try TemporaryDirectory()
        let state = directory.path + "/state"
        let flags = ["--static-directory", directory.path + "/none"]
        let line = try await refusal(state: state, socket: directory.path + "/s", flags: flags)
        #expect(line.contains(directory.path + "/none"), "\(line)")
        for bad in [
            ["--tftp-listen", "nowhere"], ["--log-level", "loud"], ["--drain-timeout", "-1"], ["--port", "69"],
            ["--drain-timeout", "9223372036854775807"], ["--tftp-port-range", "9-8"], ["--allow-subnet", "here"],
            ["--workers", "0"],
        ] {
            let result = try await Command.run(Programs.cnfd, ["--state-directory", state] + bad)
            #expect(![0, 1].contains(result.code), "\(bad)")
            #expect(result.error.hasPrefix("Error: "), "\(result.error)")
        }
    }

    @Test("A database that is damaged, foreign or newer is left as it is", arguments: Damage.allCases)
    func unusableDatabase(_ damage: Damage) async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        daemon.terminate()
        _ = try await daemon.stopped()
        let path = daemon.stateDirectory + "/cnfd.sqlite"
        try damage.apply(to: path)
        let before = try damage.contents(of: path)

        let line = try await refusal(state: daemon.stateDirectory, socket: daemon.socket)
        #expect(line.contains(path), "\(line)")
        #expect(line.contains(damage.words), "\(line)")
        #expect(line.contains("backup"), "\(line)")
        #expect(try damage.contents(of: path) == before)
    }

    enum Damage: CaseIterable {
        case noDatabase, short, zeroed, truncated, foreign, newer

        var words: String {
            switch self {
            case .noDatabase, .short: "It is not a database."
            case .zeroed, .truncated: "damaged"
            case .foreign: "It is the database of another program."
            case .newer: "A newer cnfd has written this database."
            }
        }

        func apply(to path: String) throws {
            // Everything into the one file first.
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            if self == .newer {
                try queue.write {
                    try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('a migration of tomorrow')")
                }
                try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            }
            try queue.close()
            for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
            var bytes = try Files.read(path)
            switch self {
            case .noDatabase: bytes = Array("This is a letter to my aunt, who never had a database.\n".utf8)
            case .short: bytes = Array(bytes.prefix(50))
            case .zeroed: bytes = bytes.prefix(4_096) + [UInt8](repeating: 0, count: bytes.count - 4_096)
            case .truncated: bytes = Array(bytes.prefix(3 * 4_096))
            case .foreign: return try Self.makeForeign(path)
            case .newer: return
            }
            try Files.write(bytes, to: path)
        }

        /// What must stay: every byte.
        func contents(of path: String) throws -> [UInt8] { try Files.read(path) }

        private static func makeForeign(_ path: String) throws {
            unlink(path)
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "CREATE TABLE aunts (name TEXT); INSERT INTO aunts VALUES ('Emma')") }
            try queue.close()
        }
    }
}
