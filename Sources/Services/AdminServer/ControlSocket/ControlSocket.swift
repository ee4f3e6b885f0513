internal import Documents
internal import Glibc
internal import NIOConcurrencyHelpers
internal import Platform

/// The control socket's place in the file system: made by this daemon, told from any other's, and taken away with it.
///
/// The socket is bound to a name beside its own and shown under its own once it is ready: with its mode and group, and
/// never in the place of another's.
final class ControlSocket: Sendable {
    /// The daemon's user and the socket's group: the administrators.
    private static let administratorsMode: mode_t = 0o660
    /// Readers are of another group, and a file has only one: everybody may connect, and ``AccessRules`` admits or not.
    private static let everybodyMode: mode_t = 0o666
    /// What `sockaddr_un.sun_path` holds on Linux, with its terminating NUL (unix(7)).
    private static let maximumPathLength = 107

    /// Where administrators find it.
    let path: String
    /// The name it is bound to.
    let boundPath: String
    private let isForReaders: Bool
    /// The file that this daemon made last, with the group that it was last seen with.
    private let made = NIOLockedValueBox<SocketFile?>(nil)

    /// A socket that is not made yet.
    init(path: String, isForReaders: Bool) {
        self.path = path
        self.isForReaders = isForReaders
        let directory = SocketObstacle.directory(of: path)
        boundPath = (directory == "/" ? "" : directory) + "/.cnfd-\(getpid())"
    }

    /// Makes way: removes a socket that nobody listens on any more, and refuses anything else.
    func prepare() throws(Problem) {
        try makeWay()
        // What a process of the same number left that was killed while it made its socket.
        _ = unsafe unlink(boundPath)
    }

    private func makeWay() throws(Problem) {
        guard max(path.utf8.count, boundPath.utf8.count) <= Self.maximumPathLength else {
            throw .controlSocket(
                path,
                "Its path is longer than \(Self.maximumPathLength) bytes.",
                "Choose a shorter path."
            )
        }
        let file = SocketFile(at: path)
        if let file { try requireLeftover(file) }
        guard unsafe access(SocketObstacle.directory(of: path), W_OK | X_OK) == 0 else { throw obstacle(errno) }
        guard file != nil, unsafe unlink(path) != 0, errno != ENOENT else { return }
        throw obstacle(errno)
    }

    /// Shows what listens on ``boundPath`` under the socket's own path.
    func publish() throws(Problem) {
        _ = unsafe chmod(boundPath, isForReaders ? Self.everybodyMode : Self.administratorsMode)
        // An administrator may have given the one before it to a group; it would be theirs no longer.
        let former = made.withLockedValue { $0 }
        if let former { _ = unsafe chown(boundPath, uid_t.max, former.group) }
        let file = SocketFile(at: boundPath)
        defer { _ = unsafe unlink(boundPath) }
        if unsafe link(boundPath, path) != 0 {
            guard errno == EEXIST else { throw obstacle(errno) }
            try makeWay()
            guard unsafe link(boundPath, path) == 0 else { throw obstacle(errno) }
        }
        made.withLockedValue { $0 = file }
    }

    /// Whether what stands in its place is what this daemon made; for as long as that is open.
    var isInPlace: Bool { current != nil }

    /// The group whose members are administrators: that of the socket's file, or the last it had.
    var administrators: gid_t? { (current ?? made.withLockedValue { $0 })?.group }

    /// Takes the socket away; another's stays.
    func remove() {
        guard let mine = made.withLockedValue({ $0 }), let file = SocketFile(at: path) else { return }
        guard file.isSame(as: mine), file.modified == mine.modified else { return }
        _ = unsafe unlink(path)
    }

    /// Learns the names of the users that a refusal may name, which cannot wait for them.
    func learnNames() async {
        let owners = [path, SocketObstacle.directory(of: path)].compactMap { SocketFile(at: $0)?.owner }
        for user in Set(owners + [geteuid()]) { _ = await UserName.of(user) }
    }

    /// Why its file cannot be made.
    func obstacle(_ number: CInt) -> Problem { SocketObstacle(path: path, number: number).problem }

    /// What this daemon made, if it still stands there.
    private var current: SocketFile? {
        guard let file = SocketFile(at: path) else { return nil }
        return made.withLockedValue { made in
            guard let mine = made, file.isSame(as: mine) else { return nil }
            made = file
            return file
        }
    }

    /// Refuses whatever is not a socket that nobody listens on any more.
    private func requireLeftover(_ file: SocketFile) throws(Problem) {
        guard file.isSocket else {
            throw .controlSocket(
                path,
                "Something that is not a socket stands in its place.",
                "Move it away, or name another."
            )
        }
        switch SocketListener.of(path) {
        case .nobody: return
        case .answers:
            throw .controlSocket(path, "Another cnfd answers on it.", "Stop the other daemon, or name another socket.")
        case .unknown(EACCES), .unknown(EPERM):
            throw .controlSocket(
                path,
                "It belongs to the user \(UserName.atOnce(file.owner)), who may run a cnfd on it.",
                "Run cnfd as that user, or name another socket with --control-socket."
            )
        case .unknown(let number):
            throw .controlSocket(
                path,
                "It cannot be told whether another cnfd answers on it: \(SystemFailure(errno: number).text).",
                "Mend it, or name another socket with --control-socket."
            )
        }
    }
}
