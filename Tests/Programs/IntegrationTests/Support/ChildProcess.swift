import Glibc
import TestSupport

/// How a process ended.
enum ProcessEnd: Equatable {
    case exited(code: Int32)
    case killed(signal: Int32)
}

/// A process that a test starts; it ends with this object, and with the test run whatever becomes of that.
final class ChildProcess {
    /// The usual limit of open files (getrlimit(2)); closing one that is not open does no harm.
    private static let lastDescriptor: Int32 = 1_024

    let id: pid_t
    private var end: ProcessEnd?
    private let network: LoopbackGuard

    /// What a program reads and where it writes.
    private enum Streams {
        /// Nothing to read, and two files.
        case files(output: String, error: String)
        /// A terminal for all, which is the program's controlling terminal.
        case terminal(String)
    }

    /// posix_spawn(3): the program is the leader of a session of its own; glibc names it only for GNU programs.
    private static let newSession: Int16 = 0x80

    /// Starts a program with no terminal and nothing to read.
    ///
    /// - Parameters:
    ///   - program: The path of the executable.
    ///   - arguments: Its arguments.
    ///   - environment: Variables beside those of the test run.
    ///   - standardOutput: The file its output is written to.
    ///   - standardError: The file its talk is written to.
    /// - Throws: When it cannot be started.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        standardOutput: String,
        standardError: String
    ) throws {
        let streams = Streams.files(output: standardOutput, error: standardError)
        network = LoopbackGuard()
        id = try Self.start(program, arguments, environment, streams, network)
    }

    /// Starts a program on a terminal of its own.
    init(_ program: String, _ arguments: [String], environment: [String: String], terminal: String) throws {
        network = LoopbackGuard()
        id = try Self.start(program, arguments, environment, .terminal(terminal), network)
    }

    private static func start(
        _ program: String,
        _ arguments: [String],
        _ environment: [String: String],
        _ streams: Streams,
        _ network: LoopbackGuard
    ) throws -> pid_t {
        // setpriv(1) has the kernel kill the process when the thread that started it ends.
        let command = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--", program] + arguments
        var variables = ChildProcess.inheritedEnvironment
        variables.merge(environment) { _, new in new }
        let spawned = spawn(command, network.guarded(variables).map { "\($0)=\($1)" }, streams)
        guard spawned.error == 0 else { throw TestFailure("\(program) could not be started: errno \(spawned.error)") }
        return spawned.id
    }

    deinit {
        guard end == nil else { return }
        kill(id, SIGKILL)
        waitpid(id, nil, 0)
        network.check()
    }

    /// Sends a signal.
    func signal(_ number: Int32) {
        guard end == nil else { return }
        kill(id, number)
    }

    /// How it ended, once it has.
    func poll() -> ProcessEnd? {
        if let end { return end }
        var status: Int32 = 0
        guard waitpid(id, &status, WNOHANG) == id else { return nil }
        let signal = status & 0x7F
        end = signal == 0 ? .exited(code: status >> 8 & 0xFF) : .killed(signal: signal)
        network.check()
        return end
    }

    /// Waits for the end; a process that does not end is killed, which fails the test.
    func wait(atMost limit: Duration = Patience.limit) async throws -> ProcessEnd {
        do {
            return try await awaited("process \(id) did not end within \(limit)", within: limit) { poll() }
        } catch let error as NeverCame {
            kill(id, SIGKILL)
            throw error
        }
    }

    private static let inheritedEnvironment: [String: String] = {
        var variables: [String: String] = [:]
        var entry = environ
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return variables
    }()

    private static func spawn(
        _ command: [String],
        _ environment: [String],
        _ streams: Streams
    ) -> (id: pid_t, error: Int32) {
        StartingThread.shared.run {
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            // Whoever runs the tests in the background, or under nohup(1), passes on signals that are ignored.
            var signals = sigset_t()
            sigfillset(&signals)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            var attributeFlags = Int16(POSIX_SPAWN_SETSIGDEF)
            switch streams {
            case .files(let output, let error):
                let flags = O_WRONLY | O_CREAT | O_APPEND
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
                posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o600)
                posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error, flags, 0o600)
            case .terminal(let path):
                // The first terminal that the leader of a session opens controls it.
                attributeFlags |= newSession
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
                posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
                posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
            }
            posix_spawnattr_setflags(&attributes, attributeFlags)
            // Nothing that other tests have open lives on in the process.
            for descriptor in STDERR_FILENO + 1..<lastDescriptor {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            }
            var arguments = command.map { strdup($0) } + [nil]
            var variables = environment.map { strdup($0) } + [nil]
            defer { for pointer in arguments + variables { free(pointer) } }
            var id: pid_t = 0
            let error = posix_spawn(&id, command[0], &actions, &attributes, &arguments, &variables)
            return (id, error)
        }
    }
}

/// Why a test cannot go on.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
