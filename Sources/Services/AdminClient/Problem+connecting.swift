internal import Documents
internal import Glibc
internal import NIOCore
internal import Platform

extension Problem {
    /// Why nothing could be sent over the control socket.
    static func unreachable(_ path: String, _ error: any Error) -> Problem {
        guard let number = (error as? IOError)?.errnoCode else {
            let isTooLong = (error as? SocketAddressError) == .unixDomainSocketPathTooLong
            let reason = isTooLong ? "its path is too long" : "\(error)"
            return failed(path, reason, "Name cnfd's socket with --socket.")
        }
        switch number {
        case ENOENT, ECONNREFUSED:
            return Problem(
                .unavailable,
                code: "daemon-unreachable",
                "No cnfd answers on the control socket \(path).",
                hint: "Start cnfd, or name its socket with --socket."
            )
        case EACCES, EPERM:
            return Problem(
                .denied,
                code: "socket-denied",
                "You may not use the control socket \(path).",
                hint: "Run cnfctl as the daemon's user or as a member of its group."
            )
        case EMFILE, ENFILE:
            return failed(path, reason(number), "Close what is open, or raise the limit: see ulimit -n.")
        default:
            return failed(path, reason(number), "Name cnfd's socket with --socket.")
        }
    }

    /// The daemon runs, but more wait to be let in than it lets wait.
    static func queueFull(_ path: String) -> Problem {
        Problem(
            .unavailable,
            code: "daemon-busy",
            "cnfd runs, but too many wait on its control socket \(path) already.",
            hint:
                "Try again in a moment. If that does not help, see with its log, or systemctl status cnfd, whether it hangs."
        )
    }

    private static func failed(_ path: String, _ reason: String, _ hint: String) -> Problem {
        Problem(
            .unavailable,
            code: "daemon-unreachable",
            "The control socket \(path) cannot be used: \(reason).",
            hint: hint
        )
    }

    private static func reason(_ number: CInt) -> String { SystemFailure(errno: number).text }
}
