internal import Glibc

/// Whether anybody listens on a socket's file.
enum SocketListener: Hashable {
    /// Somebody does, though the queue of those who would connect may be full.
    case answers
    /// Nobody does: whoever made it is gone.
    case nobody
    /// It cannot be told; the system's error number (errno).
    case unknown(CInt)

    /// Asks without waiting: a queue that is full would hold whoever waits for as long as its daemon does.
    static func of(_ path: String) -> SocketListener {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .unknown(errno) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
            unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
        }
        let failure = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe connect(descriptor, rebound, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
        return SocketListener(connecting: failure)
    }

    /// What the outcome of connect(2) says; 0 for success.
    init(connecting failure: CInt) {
        switch failure {
        // unix(7): a full queue refuses with EAGAIN whoever does not wait.
        case 0, EAGAIN, EINPROGRESS: self = .answers
        case ECONNREFUSED, ENOENT: self = .nobody
        default: self = .unknown(failure)
        }
    }
}
