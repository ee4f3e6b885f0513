import TestSupport
import Testing

/// That the daemon's flags reach its TFTP server; what they do there is tested with the server.
@Suite("Flags about TFTP", .timeLimit(.patience))
struct TFTPFlagsTests {
    private static let file = "SEP001122334455.cnf.xml"

    private func daemon(_ flags: String...) async throws -> RunningDaemon {
        try await .withSite(RunningDaemon.Settings(flags: flags))
    }

    private func client(
        _ daemon: RunningDaemon,
        _ file: String = file,
        patience: CInt = Patience.packet
    ) -> PhoneClient {
        PhoneClient(port: daemon.port, file: file, patience: patience)
    }

    /// Whether a client hears nothing.
    private func hearsNothing(_ daemon: RunningDaemon) -> Bool {
        (try? client(daemon, patience: Patience.silence).begin()) == nil
    }

    @Test("--tftp-single-port: transfers run from the listening port, whatever --workers says")
    func singlePort() async throws {
        let daemon = try await daemon("--tftp-single-port", "--workers", "3")
        let client = client(daemon)
        #expect(try client.begin() == nil)
        #expect(client.serverPort == daemon.port)
        #expect(try daemon.threads(named: "tftp-") == 3)
    }

    @Test("--tftp-port-range: transfers run from its ports")
    func portRange() async throws {
        let base = Int.random(in: 20_000...29_000)
        let daemon = try await daemon("--tftp-port-range", "\(base)-\(base + 20)", "--workers", "1")
        let client = client(daemon)
        #expect(try client.begin() == nil)
        #expect(base...base + 20 ~= Int(client.serverPort))
    }

    @Test("--allow-subnet: others hear nothing")
    func allowSubnet() async throws {
        let closed = try await daemon("--allow-subnet", "192.0.2.0/24")
        #expect(hearsNothing(closed))
        let open = try await daemon("--allow-subnet", "192.0.2.0/24", "--allow-subnet", "127.0.0.0/8")
        #expect(try client(open).begin() == nil)
    }

    @Test(
        "Limits: beyond one the oldest transfer that has acknowledged nothing makes way",
        arguments: ["--max-transfers", "--max-unacknowledged", "--max-unacknowledged-per-file"]
    )
    func limits(flag: String) async throws {
        let daemon = try await daemon(flag, "1", "--workers", "1")
        // Of another file there may be another.
        let others = flag == "--max-unacknowledged-per-file" ? [client(daemon, "SEP001122334456.cnf.xml")] : []
        let clients = others + [client(daemon), client(daemon)]
        for client in clients { #expect(try client.begin() == nil) }
        // Others may have ended since, on a slow machine.
        let first = try #require(try await daemon.transferEvents(of: Self.file).first)
        #expect(first.contains(" outcome=abandoned reason=crowded-out "))
    }

    @Test("--max-request-rate: what is beyond it hears nothing")
    func requestRate() async throws {
        let daemon = try await daemon("--max-request-rate", "1")
        let first = client(daemon)
        #expect(try first.begin() == nil)
        #expect(hearsNothing(daemon))
    }

    @Test("--allow-subnet of IPv4 lets IPv4 clients of a socket for both families in, and keeps others out")
    func allowSubnetOfBothFamilies() async throws {
        let flags = ["--workers", "1", "--allow-subnet", "127.0.0.0/8"]
        let open = try await RunningDaemon.withSite(RunningDaemon.Settings(starter: Self.handingOver, flags: flags))
        #expect(try client(open).begin() == nil)
        let closed = try await RunningDaemon.withSite(
            RunningDaemon.Settings(
                starter: Self.handingOver,
                flags: ["--workers", "1", "--allow-subnet", "192.0.2.0/24", "--allow-subnet", "::/0"]
            )
        )
        #expect(hearsNothing(closed))
    }

    /// As ListenDatagram=69 of a socket unit makes a socket and hands it over.
    private static let handingOver = [
        "/usr/bin/perl", "-e",
        """
        use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6); $^F = 9;
        socket(my $s, PF_INET6, SOCK_DGRAM, 0) or die; setsockopt($s, 41, 26, pack("i", 0)) or die;
        bind($s, pack_sockaddr_in6(0, inet_pton(AF_INET6, "::"))) or die;
        use POSIX (); POSIX::dup2(fileno($s), 3) unless fileno($s) == 3;
        $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1; exec @ARGV or die;
        """, "--",
    ]

    @Test("LISTEN_FDS: the socket that systemd hands over is used, for both families when it is for both")
    func handedOverSocket() async throws {
        let daemon = try await RunningDaemon.withSite(
            RunningDaemon.Settings(starter: Self.handingOver, flags: ["--workers", "1"])
        )
        #expect(try daemon.log().contains(" address=[::]:\(daemon.port) "))
        #expect(try daemon.served().count == Fixture.phones.count)
        let events = try await daemon.transferEvents(of: Self.file)
        #expect(events[0].contains(" client=127.0.0.1:"))
    }
}
