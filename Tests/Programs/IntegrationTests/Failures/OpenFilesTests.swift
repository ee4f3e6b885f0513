import Glibc
import TestSupport
import Testing

/// Each daemon here may open no more than 256 files and sockets, and has used that up.
@Suite("P05: when no more files can be opened", .timeLimit(.patience))
struct OpenFilesTests {
    private static let fileCount = 400
    /// What the database opens when many read at once, and keeps: up to five readers, each with its write-ahead log.
    private static let readers = 16
    /// Sockets of ports that were exchanged meanwhile and are still listened on for late packets.
    private static let oldPorts = 16

    private static func settings(_ directory: TemporaryDirectory? = nil) -> RunningDaemon.Settings {
        var settings = RunningDaemon.Settings(staticDirectory: directory?.path)
        settings.starter = ["/usr/bin/prlimit", "--nofile=256:256"]
        return settings
    }

    /// The value of a field in the warning that the daemon starts with.
    private static func share(_ field: String, _ daemon: RunningDaemon) throws -> Int {
        let line = try daemon.log().split(separator: "\n").first { $0.hasSuffix("few files can be open") }
        let text = line?.split(separator: " ").first { $0.hasPrefix("\(field)=") }?.dropFirst(field.count + 1)
        return try #require(text.flatMap { Int($0) })
    }

    @Test(
        "Unanswered requests for static files: phones' files and administrators are served on, and all is well afterwards"
    )
    func staticFiles() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<Self.fileCount { try directory.write("file \(number)", to: "f\(number).txt") }
        try directory.write("<CiscoIPPhoneRinglist/>", to: "Ringlist.xml")
        let daemon = try await RunningDaemon.withSite(Self.settings(directory))
        let served = try daemon.served()
        let before = try daemon.openFiles()
        #expect(try Self.share("static-files", daemon) < Self.fileCount)
        for round in 0..<5 {
            // Nobody answers for them, and the sockets are gone at once, some before the first packet comes.
            var clients: [PhoneClient] = []
            for number in 0..<Self.fileCount {
                let client = PhoneClient(port: daemon.port, file: "f\(number).txt", ownAddress: true)
                try client.ask()
                if number % 2 == 0 { clients.append(client) }
            }
            #expect(try daemon.served() == served, "round \(round)")
            #expect(try await daemon.cnfctl("status").code == 0)
            #expect(try daemon.openFiles() <= 256 - 32)
        }
        // What could not be opened is asked for again.
        var ringlist: PhoneClient.Answer?
        for _ in 0..<100 where ringlist == nil {
            ringlist = try? PhoneClient.fetch("Ringlist.xml", port: daemon.port, patience: 2_000)
        }
        #expect(ringlist == .file(Array("<CiscoIPPhoneRinglist/>".utf8)))
        for _ in 0..<6_000 where try daemon.openFiles() > before + Self.readers + Self.oldPorts { usleep(10_000) }
        #expect(try daemon.openFiles() <= before + Self.readers + Self.oldPorts)
    }

    @Test("Idle connections: the rest is refused with a sentence, nobody spins, and there is room when they are closed")
    func connections() async throws {
        let daemon = try await RunningDaemon.withSite(Self.settings())
        let served = try daemon.served()
        let most = try Self.share("admin-connections", daemon)
        var connections = try (0..<most + 100).map { _ in try ControlConnection(daemon.socket) }
        // Those of the site's administrators may still be on their way out; a place that falls free is taken here.
        for _ in 0..<3_000 where connections.count(where: \.isEnded) < 100 {
            for connection in connections { connection.take() }
            usleep(10_000)
        }
        let refused = connections.filter(\.isEnded)
        #expect((100...110).contains(refused.count))
        #expect(refused.allSatisfy { $0.text.hasPrefix("HTTP/1.1 503 ") && $0.text.contains("too-many-connections") })

        let ticks = try daemon.processorTicks()
        let start = ContinuousClock.now
        for _ in 0..<5 {
            #expect(try daemon.served() == served)
            let status = try await daemon.cnfctl("status")
            #expect(status.code == 7)
            #expect(
                status.error == "cnfctl: cnfd has \(most) connections, as many as it can have. "
                    + "Wait until another command has ended, and repeat this one.\n"
            )
            usleep(400_000)
        }
        // Whatever else the machine does, a daemon that spins takes what it can get of these seconds.
        let seconds = Double(start.duration(to: .now).components.seconds)
        #expect(Double(try daemon.processorTicks() - ticks) / 100 < max(1, seconds / 2))

        connections = []
        try await eventually("there is no room") { try await daemon.cnfctl("status").code == 0 }
    }

    @Test("Too few descriptors to begin with: refused before the database is opened, with what to do")
    func tooFew() async throws {
        let directory = try TemporaryDirectory()
        let result = try await Command.run(
            "/usr/bin/prlimit",
            [
                "--nofile=64:64", Programs.cnfd, "--state-directory", directory.path + "/state", "--control-socket",
                directory.path + "/s", "--tftp-listen", "127.0.0.1:0", "--workers", "1",
            ]
        )
        #expect(result.code == 1)
        #expect(result.error.contains("cnfd: The process may open 64 files and sockets, and cnfd needs "))
        #expect(
            result.error.contains(
                " at least. Raise the hard limit: LimitNOFILE=8192 in the systemd unit, or ulimit -n 8192."
            )
        )
        #expect(try !Files.names(in: directory.path + "/state").contains { $0.hasSuffix(".sqlite") })
    }
}
