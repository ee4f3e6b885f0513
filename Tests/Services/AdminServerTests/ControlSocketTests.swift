import Documents
import Glibc
import TestSupport
import Testing

@testable import AdminServer

/// A unix socket on a path.
private final class Listener {
    private var descriptor: CInt

    init(_ path: String, queue: CInt? = 8) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        if let queue { try #require(listen(descriptor, queue) == 0) }
    }

    deinit { stop() }

    func stop() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}

@Suite("The control socket's place")
struct ControlSocketTests {
    @Test("A full queue is a daemon that answers, only a refused connection is none, and the rest cannot be told")
    func listeners() {
        #expect(SocketListener(connecting: 0) == .answers)
        #expect(SocketListener(connecting: EAGAIN) == .answers)
        #expect(SocketListener(connecting: ECONNREFUSED) == .nobody)
        #expect(SocketListener(connecting: ENOENT) == .nobody)
        #expect(SocketListener(connecting: EACCES) == .unknown(EACCES))
        #expect(SocketListener(connecting: EPROTOTYPE) == .unknown(EPROTOTYPE))
    }

    @Test("A socket whose queue is full is not taken away")
    func fullQueue() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("s")
        let other = try Listener(path, queue: 0)
        var answers: [SocketListener] = []
        // A queue of 0 takes one connection, which nobody accepts.
        for _ in 0..<3 { answers.append(SocketListener.of(path)) }
        #expect(answers == [.answers, .answers, .answers])
        let refusal = #expect(throws: Problem.self) { try ControlSocket(path: path, isForReaders: false).prepare() }
        #expect(refusal?.message == "Another cnfd answers on it.")
        #expect(try directory.names() == ["s"])
        other.stop()
        try ControlSocket(path: path, isForReaders: false).prepare()
        #expect(try directory.names() == [])
    }

    @Test("It is shown with its mode, found missing when it is removed, and shown again with the group it had")
    func madeAgain() throws {
        let directory = try TemporaryDirectory()
        let socket = ControlSocket(path: directory.path("s"), isForReaders: false)
        #expect(!socket.isInPlace && socket.administrators == nil)
        let first = try Listener(socket.boundPath)
        try socket.publish()
        #expect(try directory.names() == ["s"])
        #expect(socket.isInPlace)
        if geteuid() == 0 { #expect(chown(socket.path, uid_t.max, 4_711) == 0) }
        let group = socket.administrators
        #expect(group == (geteuid() == 0 ? 4_711 : getegid()))

        unlink(socket.path)
        #expect(!socket.isInPlace)
        #expect(socket.administrators == group)
        try socket.prepare()
        let second = try Listener(socket.boundPath)
        try socket.publish()
        #expect(socket.isInPlace && socket.administrators == group)
        #expect(SocketFile(at: socket.path)?.group == group)
        first.stop()
        second.stop()
        socket.remove()
        #expect(try directory.names() == [])
    }

    @Test("What daemons left that were killed is removed: their socket, and one that was not shown yet")
    func leftovers() throws {
        let directory = try TemporaryDirectory()
        let socket = ControlSocket(path: directory.path("s"), isForReaders: false)
        try Listener(socket.path).stop()
        try Listener(socket.boundPath).stop()
        try socket.prepare()
        #expect(try directory.names() == [])
        // One that comes between looking and showing, and dies.
        let mine = try Listener(socket.boundPath)
        try Listener(socket.path).stop()
        try socket.publish()
        #expect(socket.isInPlace)
        mine.stop()
    }

    @Test("Another's socket is neither replaced nor taken away")
    func another() throws {
        let directory = try TemporaryDirectory()
        let socket = ControlSocket(path: directory.path("s"), isForReaders: true)
        let mine = try Listener(socket.boundPath)
        try socket.publish()
        unlink(socket.path)
        let another = try Listener(socket.path)
        #expect(!socket.isInPlace)
        #expect(throws: Problem.self) { try socket.prepare() }
        // It came between looking and showing.
        let next = try Listener(socket.boundPath)
        let refusal = #expect(throws: Problem.self) { try socket.publish() }
        #expect(refusal?.message == "Another cnfd answers on it.")
        mine.stop()
        next.stop()
        socket.remove()
        #expect(try directory.names() == ["s"])
        another.stop()
        // By then its inode's number may be the one that ours had.
        socket.remove()
        #expect(try directory.names() == ["s"])
    }

    @Test(
        "Each reason that it cannot be made has its own remedy, and none is to move anything away",
        arguments: [EROFS, ENOSPC, EIO, EACCES, ENOENT, EDQUOT]
    )
    func remedies(_ number: CInt) throws {
        let problems = [EROFS, ENOSPC, EIO, EACCES, ENOENT, EDQUOT].map {
            SocketObstacle(path: "/run/cnfd/control.sock", number: $0).problem
        }
        #expect(Set(problems.map(\.hint)).count == problems.count)
        let problem = SocketObstacle(path: "/run/cnfd/control.sock", number: number).problem
        let reason = String(cString: strerror(number))
        #expect(problem.message == "Its directory cannot be written: \(reason).")
        #expect(problem.object == "control socket /run/cnfd/control.sock")
        #expect(problem.hint?.contains("ove it away") == false)
    }

    @Test(
        "The names that a refusal may tell are learned before: of the socket's owner, its directory's and the daemon's user"
    )
    func names() async throws {
        let directory = try TemporaryDirectory()
        let socket = ControlSocket(path: directory.path("s"), isForReaders: false)
        let listener = try Listener(socket.path)
        // Users that every Debian has; only the superuser can give anything to them.
        let others: [uid_t] = geteuid() == 0 ? [8, 9] : [geteuid(), geteuid()]
        if geteuid() == 0 {
            #expect(chown(socket.path, others[0], gid_t.max) == 0)
            #expect(chown(directory.path, others[1], gid_t.max) == 0)
        }
        await socket.learnNames()
        #expect(UserName.known(geteuid()) != nil)
        if geteuid() == 0 { #expect(others.map(UserName.atOnce) == ["mail", "news"]) }
        let hint = socket.obstacle(EACCES).hint
        #expect(hint?.contains("which belongs to \(UserName.atOnce(others[1]))") == true, "\(hint ?? "")")
        listener.stop()
    }

    @Test("Where it is bound and where it is shown lie in one directory, at the root, too")
    func directories() {
        #expect(ControlSocket(path: "/s", isForReaders: false).boundPath == "/.cnfd-\(getpid())")
        #expect(ControlSocket(path: "s", isForReaders: false).boundPath == "./.cnfd-\(getpid())")
        #expect(ControlSocket(path: "/run/cnfd/s", isForReaders: false).boundPath == "/run/cnfd/.cnfd-\(getpid())")
        let long = "/" + String(repeating: "d", count: 95) + "/s"
        #expect(throws: Problem.self) { try ControlSocket(path: long, isForReaders: false).prepare() }
    }
}
