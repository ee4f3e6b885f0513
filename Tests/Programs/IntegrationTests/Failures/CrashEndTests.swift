import AdminAPI
import ClusterModel
import Glibc
import TestSupport
import Testing

@Suite("P05: a crash ends the daemon at once, and the next start needs no step by hand", .timeLimit(.patience))
struct CrashEndTests {
    /// Tracing in the runtime's own way takes 40 s and longer; an end takes some hundredths of one.
    private static let limit = Duration.seconds(20)
    /// What has the runtime trace with all it can, where it is asked.
    private static let tracing = ["SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no,threads=all,registers=all"]

    @Test(
        "By every signal that the runtime traces on, whatever the environment says",
        arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGQUIT]
    )
    func signals(_ signal: Int32) async throws {
        let daemon = try await RunningDaemon.withSite(.init(environment: Self.tracing))
        let served = try daemon.served()
        let (port, revision) = (daemon.port, try await daemon.status().revision)
        daemon.signal(signal)
        #expect(try await daemon.stopped(within: Self.limit) == .killed(signal: signal))
        // Nobody holds its port, its control socket or its state.
        #expect(Self.isFree(port))
        try await daemon.start()
        #expect(try daemon.served() == served)
        #expect(try await daemon.status().revision == revision)
        #expect(try daemon.log().contains("\ncnfd: It crashed: SIG") == (signal != SIGQUIT))
    }

    @Test("By a trap on a thread amid a change, with what the runtime says of it in the log before the signal")
    func trap() async throws {
        let disk = try FailingDisk()
        let daemon = try await RunningDaemon.withSite(.init(disk: disk, environment: Self.tracing))
        let (served, saved) = (try daemon.served(), try await daemon.export())
        try disk.fail(after: 0, .crash)
        let change = try await daemon.cnfctl("srst", "update", "branch-20", "--sip", "127.0.7.1")
        #expect(change.code == 7)
        let end = try await daemon.stopped(within: Self.limit)
        // Which of the two a trap is depends on the processor.
        #expect(end == .killed(signal: SIGILL) || end == .killed(signal: SIGTRAP))
        let last = try daemon.log().split(separator: "\n").suffix(2).map(String.init)
        #expect(last.first == "Fatal error: the disk of a test")
        #expect(last.last?.hasPrefix("cnfd: It crashed: SIG") == true)
        try disk.mend()
        try await daemon.start()
        #expect(try daemon.served() == served)
        #expect(try await daemon.export() == saved)
    }

    @Test("By a trap while nobody reads the log")
    func trapWithStoppedLog() async throws {
        let disk = try FailingDisk()
        let pipe = try LogPipe()
        let daemon = try await RunningDaemon.withSite(.init(disk: disk, logPipe: pipe, environment: Self.tracing))
        try await pipe.stop()
        try disk.fail(after: 0, .crash)
        #expect(try await daemon.cnfctl("srst", "update", "branch-20", "--sip", "127.0.7.1").code == 7)
        let end = try await daemon.stopped(within: Self.limit)
        #expect(end == .killed(signal: SIGILL) || end == .killed(signal: SIGTRAP))
        #expect(Self.isFree(daemon.port))
    }

    /// Whether a loopback port can be taken.
    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
