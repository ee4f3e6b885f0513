internal import Glibc
internal import Platform

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
        do throws(SystemFailure) {
            return SocketListener(connecting: try outcome(path))
        } catch {
            return .unknown(error.errno)
        }
    }

    /// What connect(2) says; 0 for success.
    private static func outcome(_ path: String) throws(SystemFailure) -> CInt {
        let socket = try UnixAddress.socket()
        do throws(SystemFailure) {
            try UnixAddress(path).connect(socket.value)
            return 0
        } catch {
            return error.errno
        }
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
