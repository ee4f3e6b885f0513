internal import Glibc

/// The sockets that systemd hands to a daemon it starts (sd_listen_fds(3)).
enum HandedOverSockets {
    /// The first descriptor handed over; systemd's constant.
    private static let first: CInt = 3

    /// The descriptors handed to this process; none when there are no such.
    ///
    /// The variables are taken out of the environment, so that no child takes the sockets for its own.
    static func take() -> [CInt] {
        defer {
            _ = unsafe unsetenv("LISTEN_FDS")
            _ = unsafe unsetenv("LISTEN_PID")
        }
        guard number("LISTEN_PID") == Int(getpid()), let count = number("LISTEN_FDS"), 1...1024 ~= count else {
            return []
        }
        return (0..<CInt(count)).map { first + $0 }
    }

    private static func number(_ variable: String) -> Int? {
        guard let text = unsafe getenv(variable) else { return nil }
        return unsafe Int(String(cString: text))
    }
}
