import AdminAPI
import AdminClient
import Glibc
import TestSupport
import Testing

@Suite("A05: the control socket of a running daemon", .timeLimit(.patience))
struct ControlSocketTests {
    @Test("One that is removed is noticed, logged and made again as it was")
    func removed() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try SocketState(daemon.socket)
        unlink(daemon.socket)
        try await daemon.logged("control socket made again")
        #expect(try await daemon.status().phones == 12)
        #expect(try SocketState(daemon.socket) == before)
        // As often as it goes.
        unlink(daemon.socket)
        while access(daemon.socket, F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await daemon.status().phones == 12)
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(access(daemon.socket, F_OK) != 0)
        #expect(try Files.names(in: daemon.directory.path).filter { $0.hasPrefix(".") } == [])
    }

    @Test("A directory that is removed is waited for, and told of once")
    func directory() async throws {
        let daemon = try await RunningDaemon()
        let place = daemon.directory.path + "/run"
        mkdir(place, 0o700)
        let other = try await RunningDaemon(.init(flags: ["--control-socket", place + "/s"]))
        unlink(place + "/s")
        rmdir(place)
        try await other.logged("Make it: mkdir -p \(place) [AdminServer] control socket gone")
        mkdir(place, 0o700)
        try await other.logged("control socket made again")
        let status = try await Command.run(Programs.cnfctl, ["status", "--socket", place + "/s"])
        #expect(status.code == 0)
        #expect(try other.log().ranges(of: "control socket gone").count == 1)
    }

    @Test("Another daemon's socket in its place is left alone, also at the end")
    func another() async throws {
        let daemon = try await RunningDaemon()
        let other = try await RunningDaemon.withSite()
        // The other keeps its own name.
        let name = daemon.directory.path + "/name"
        #expect(link(other.socket, name) == 0)
        #expect(rename(name, daemon.socket) == 0)
        try await daemon.logged("Stop the other daemon, or name another socket. [AdminServer] control socket gone")
        // Who asks there asks the other.
        #expect(try await daemon.status().phones == 12)
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(try await daemon.status().phones == 12)
    }

    @Test("A full queue is a daemon that is busy: for cnfctl, and for another that would start on its socket")
    func fullQueue() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.pause()
        Self.allowOpenFiles()
        var waiting: [CInt] = []
        while let descriptor = Self.connect(to: daemon.socket) { waiting.append(descriptor) }
        try #require(errno == EAGAIN, "the queue is not full after \(waiting.count): errno \(errno)")

        let starting = try TemporaryDirectory()
        let flags = ["--control-socket", daemon.socket, "--tftp-listen", "127.0.0.1:0"]
        let start = try await Command.run(Programs.cnfd, ["--state-directory", starting.path + "/state"] + flags)
        #expect(start.code == 1 && start.error.contains("Another cnfd answers on it."), "\(start.error)")

        let refused = try await daemon.cnfctl("status")
        #expect(refused.code == 7)
        #expect(refused.errorLines.first == "cnfd does not take the request yet.")
        #expect(
            refused.errorLines.last?.hasPrefix(
                "cnfctl: cnfd runs, but too many wait on its control socket \(daemon.socket) already. Try again in a moment."
            ) == true,
            "\(refused.error)"
        )

        // Whoever waits when there is room again is answered.
        let status = try daemon.startCnfctl("status")
        try await status.says("cnfd does not take the request yet.")
        for descriptor in waiting { close(descriptor) }
        daemon.proceed()
        #expect(try await status.result().code == 0)
    }

    /// Lets this process have as many connections as a queue holds.
    private static func allowOpenFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// A connection that is not accepted yet; none when the queue is full, which `errno` says.
    private static func connect(to path: String) -> CInt? {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if connected == 0 { return descriptor }
        let reason = errno
        close(descriptor)
        errno = reason
        return nil
    }
}

/// Who may use a socket.
private struct SocketState: Equatable {
    let mode: mode_t
    let owner: uid_t
    let group: gid_t

    init(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw TestFailure("\(path): errno \(errno)") }
        (mode, owner, group) = (status.st_mode, status.st_uid, status.st_gid)
    }
}
