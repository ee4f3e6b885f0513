internal import Documents
internal import FoundationEssentials
internal import Glibc

/// The file of the control socket.
enum ControlSocket {
    /// The daemon's user and the socket's group: the administrators.
    private static let administratorsMode: mode_t = 0o660
    /// Readers are of another group, and a file has only one: everybody may connect, and ``AccessRules`` admits or not.
    private static let everybodyMode: mode_t = 0o666
    /// What `sockaddr_un.sun_path` holds on Linux, with its terminating NUL (unix(7)).
    private static let maximumPathLength = 107

    /// Makes way for a new socket: removes one that nobody answers on, refuses anything else.
    static func prepare(_ path: String) throws(Problem) {
        guard path.utf8.count <= maximumPathLength else {
            throw problem(path, "Its path is longer than \(maximumPathLength) bytes.", "Choose a shorter path.")
        }
        let attributes: [FileAttributeKey: Any]
        do {
            // Foundation's, for two C modules declare `struct stat` and the compiler may pick either.
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            return try requireDirectory(of: path)
        }
        guard attributes[.type] as? FileAttributeType == .typeSocket else {
            throw problem(path, "Something that is not a socket stands in its place.", "Move it away, or name another.")
        }
        guard !isAnswering(path) else {
            throw problem(path, "Another cnfd answers on it.", "Stop the other daemon, or name another socket.")
        }
        try requireDirectory(of: path)
        remove(path)
    }

    /// Gives the socket its mode; it was made with the daemon's umask, which lets nobody else in.
    static func open(_ path: String, toReaders: Bool) {
        _ = unsafe chmod(path, toReaders ? everybodyMode : administratorsMode)
    }

    /// The group of the socket's file, whose members are administrators.
    static func group(of path: String) -> gid_t? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.groupOwnerAccountID] as? UInt).flatMap { gid_t(exactly: $0) }
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    private static func requireDirectory(of path: String) throws(Problem) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let directory = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
        guard unsafe access(directory, W_OK | X_OK) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw problem(
                path,
                "Its directory cannot be written: \(reason).",
                "Make it, or give the daemon's user access."
            )
        }
    }

    private static func isAnswering(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
            unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe connect(descriptor, rebound, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func problem(_ path: String, _ message: String, _ hint: String) -> Problem {
        Problem(.unavailable, code: "control-socket", message, object: "control socket \(path)", hint: hint)
    }
}
