internal import CSpawn
internal import Glibc
internal import Platform

/// The one owner of a program that was started: of its process, and of our end of its standard input.
///
/// It leads a process group of its own, so that what it starts can be ended with it.
struct StartedProgram: ~Copyable {
    private let id: pid_t
    private let input: FileDescriptor
    private var isInputClosed = false

    private init(id: pid_t, input: consuming FileDescriptor) {
        self.id = id
        self.input = input
    }

    /// Starts the program at `path`.
    static func start(_ path: String) throws(ProgramFailure) -> StartedProgram {
        var ends: [CInt] = [-1, -1]
        // A socket and not a pipe: a program that reads nothing must not end this one with SIGPIPE.
        guard unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .notRun(errno)
        }
        let input = FileDescriptor(owning: ends[0])
        let its = FileDescriptor(owning: ends[1])
        let id = unsafe spawn_program(path, its.value)
        guard id > 0 else { throw .notRun(-id) }
        return StartedProgram(id: id, input: input)
    }

    /// How it ended, once it has; to be asked until there is an answer, or ``kill()``.
    func end() -> ProgramEnd? {
        var status: CInt = 0
        while true {
            switch unsafe waitpid(id, &status, WNOHANG) {
            case 0: return nil
            case id: return ProgramEnd(status: status)
            default: if errno != EINTR { return .unknown(errno) }
            }
        }
    }

    /// Waits so long at most, and takes away from `rest` what the program has been given meanwhile.
    ///
    /// A program that reads no more does not want the rest, and is judged by how it ends.
    mutating func give(_ rest: inout ArraySlice<UInt8>, waitingAtMost milliseconds: CInt) throws(ProgramFailure) {
        guard !rest.isEmpty else {
            if !isInputClosed { shutdown(input.value, CInt(SHUT_WR)) }
            isInputClosed = true
            poll(nil, 0, milliseconds)
            return
        }
        var waiting = pollfd(fd: input.value, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return }
        let count = unsafe rest.withUnsafeBytes { bytes in
            unsafe send(input.value, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        guard count < 0 else {
            rest = rest.dropFirst(count)
            return
        }
        switch errno {
        case EINTR, EAGAIN: break
        // It has closed its end; the latter when it had not read all that it was given (unix(7)).
        case EPIPE, ECONNRESET: rest = []
        case let code: throw .inputLost(code)
        }
    }

    /// Ends it, and what it has started in its group.
    func kill() {
        // Its number is its own, and its group's, until its end is asked for. One that has become another user's cannot be
        // ended, and is not waited for.
        guard Glibc.kill(-id, SIGKILL) == 0 else { return }
        while waitpid(id, nil, 0) == -1, errno == EINTR {}
    }
}
