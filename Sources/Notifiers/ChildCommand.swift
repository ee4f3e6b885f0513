internal import Glibc

/// A program that is given its input and waited for.
enum ChildCommand {
    /// Why a program did not succeed: the rest of a sentence that begins with its path.
    struct Failure: Error {
        let text: String
    }

    /// How long lies between two looks at whether it has ended, in microseconds. Our own choice.
    private static let interval: useconds_t = 5_000

    /// Runs the program at `path` with nothing but `input` to read; kills it when it takes too long.
    static func run(_ path: String, input: [UInt8], within patience: Duration) throws(Failure) {
        var ends: [CInt] = [-1, -1]
        // A socket and not a pipe: a program that reads nothing must not end this one with SIGPIPE.
        guard unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Failure(text: "was not run: \(text(errno))")
        }
        defer { close(ends[0]) }
        let child: pid_t
        do {
            defer { close(ends[1]) }
            child = try start(path, standardInput: ends[1])
        }
        let end = ContinuousClock.now + patience
        give(input, to: ends[0], within: patience)
        shutdown(ends[0], CInt(SHUT_WR))
        try wait(for: child, until: end)
    }

    private static func start(_ path: String, standardInput: CInt) throws(Failure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // What this program blocks is not what that one expects.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        guard let name = unsafe strdup(path) else { throw Failure(text: "was not run: \(text(ENOMEM))") }
        defer { unsafe free(name) }
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [name, nil]
        var child: pid_t = 0
        let failure = unsafe posix_spawn(&child, path, &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw Failure(text: "was not run: \(text(failure))") }
        return child
    }

    /// Gives it what it reads; one that reads no more is judged by how it ends.
    private static func give(_ input: [UInt8], to descriptor: CInt, within patience: Duration) {
        var limit = timeval(tv_sec: Int(patience.components.seconds) + 1, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var rest = input[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func wait(for child: pid_t, until end: ContinuousClock.Instant) throws(Failure) {
        var status: CInt = 0
        while unsafe waitpid(child, &status, WNOHANG) == 0 {
            guard ContinuousClock.now < end else {
                kill(child, SIGKILL)
                unsafe waitpid(child, &status, 0)
                throw Failure(text: "took too long and was ended")
            }
            usleep(interval)
        }
        let signal = status & 0x7F
        guard signal == 0 else { throw Failure(text: "was ended by signal \(signal)") }
        let code = status >> 8 & 0xFF
        guard code == 0 else { throw Failure(text: "ended with code \(code)") }
    }

    private static func text(_ code: CInt) -> String { unsafe String(cString: strerror(code)) }
}
