internal import Glibc
internal import Platform
internal import Synchronization

/// Commands for a running simulator, from another thread or from signals.
public final class CommandPipe: Sendable {
    private let ends: PipeEnds

    /// No commands yet.
    ///
    /// - Throws: `system` when there are no more file descriptors.
    public init() throws(SimulationError) {
        do throws(SystemFailure) {
            ends = try PipeEnds()
        } catch {
            throw SimulationError(
                .system,
                "Cannot open a pipe: \(error.text)",
                remedy: "Raise the limit of open files (ulimit -n)"
            )
        }
    }

    /// Readable when there is a command.
    var descriptor: CInt { ends.reading.value }

    /// Gives a command; also in a signal handler.
    public func send(_ command: SimulatorCommand) { Self.write(command.rawValue, to: ends.writing.value) }

    /// The commands given since the last call.
    func take() -> [SimulatorCommand] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        return bytes.prefix(max(0, count)).compactMap(SimulatorCommand.init(rawValue:))
    }

    /// Lets the process' signals give commands: SIGUSR1 power off, SIGUSR2 power on, SIGHUP reset, SIGTERM and SIGINT
    /// stop. One pipe of a process can have them.
    public func takeSignals() {
        SignalTarget.descriptor.store(ends.writing.value, ordering: .relaxed)
        let numbers = [SIGUSR1, SIGUSR2, SIGHUP, SIGTERM, SIGINT]
        for number in numbers {
            // Only what a signal handler may do (signal-safety(7)): a write of one byte.
            _ = signal(number) { number in SignalTarget.deliver(number) }
        }
        // Whoever started this process may have left them blocked.
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in numbers { unsafe sigaddset(&set, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    fileprivate static func write(_ byte: UInt8, to descriptor: CInt) {
        var byte = byte
        _ = unsafe Glibc.write(descriptor, &byte, 1)
    }
}

/// Where signals go.
private enum SignalTarget {
    static let descriptor = Atomic<CInt>(-1)

    static func deliver(_ number: CInt) {
        let before = errno
        let command: SimulatorCommand? =
            switch number {
            case SIGUSR1: .powerOff
            case SIGUSR2: .powerOn
            case SIGHUP: .reset
            case SIGTERM, SIGINT: .stop
            default: nil
            }
        if let command { CommandPipe.write(command.rawValue, to: descriptor.load(ordering: .relaxed)) }
        errno = before
    }
}

/// Both ends of a pipe.
private struct PipeEnds: ~Copyable {
    let reading: FileDescriptor
    let writing: FileDescriptor

    init() throws(SystemFailure) {
        var ends: [CInt] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw SystemFailure(errno: errno) }
        for end in ends { FileDescriptor.prepare(end) }
        reading = FileDescriptor(owning: ends[0])
        writing = FileDescriptor(owning: ends[1])
    }
}
