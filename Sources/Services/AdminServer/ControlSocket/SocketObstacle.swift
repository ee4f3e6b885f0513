internal import Documents
internal import Glibc
internal import Platform

/// Why the control socket's file cannot be made or removed, each reason with its own remedy.
struct SocketObstacle: Error {
    /// The socket's path.
    let path: String
    /// The system's error number (errno).
    let number: CInt

    /// The refusal of a start.
    var problem: Problem {
        let reason = SystemFailure(errno: number).text
        return .controlSocket(path, "Its directory cannot be written: \(reason).", hint)
    }

    private var hint: String {
        let directory = Self.directory(of: path)
        switch number {
        case ENOENT: return "Make it: mkdir -p \(directory)"
        case ENOTDIR: return "Name a socket in a directory with --control-socket."
        case EROFS: return "Make its file system writable again, or name a socket on another with --control-socket."
        case ENOSPC: return "Free some space on its disk, and inodes if df -i \(directory) shows none."
        case EDQUOT: return "Raise the quota of the daemon's user, or free some space."
        case EIO: return "See the system's log for errors of the disk."
        case EACCES, EPERM:
            let owner = SocketFile(at: directory).map { ", which belongs to \(UserName.atOnce($0.owner))" } ?? ""
            return "Give the user \(UserName.atOnce(geteuid())) write permission on \(directory)\(owner)."
        default: return "Mend it, or name a socket elsewhere with --control-socket."
        }
    }

    /// The directory of a path, without a slash at its end.
    static func directory(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        if parts.isEmpty { return "." }
        return parts == [""] ? "/" : parts.joined(separator: "/")
    }
}

extension Problem {
    /// A refusal that is about the control socket at a path.
    static func controlSocket(_ path: String, _ message: String, _ hint: String) -> Problem {
        Problem(.unavailable, code: "control-socket", message, object: "control socket \(path)", hint: hint)
    }
}
