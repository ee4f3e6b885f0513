import Glibc
import Synchronization

/// A pipe as a daemon's standard error, whose reader can stop; what it reads is the daemon's log.
final class LogPipe: Sendable {
    private let directory: TemporaryDirectory
    private let descriptor: CInt
    private let isWanted = Atomic<Bool>(true)
    private let isReading = Atomic<Bool>(false)
    private let isOver = Atomic<Bool>(false)

    var path: String { directory.path + "/pipe" }

    init() throws {
        directory = try TemporaryDirectory()
        guard mkfifo(directory.path + "/pipe", 0o600) == 0 else { throw TestFailure("no pipe: errno \(errno)") }
        // Both ends: a pipe without a reader would end who writes. What is made non-blocking here is so for nobody else.
        descriptor = open(directory.path + "/pipe", O_RDWR | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw TestFailure("the pipe cannot be opened: errno \(errno)") }
    }

    deinit {
        isOver.store(true, ordering: .releasing)
        close(descriptor)
    }

    /// Copies what is written to a file, until it is told to stop.
    func copy(to file: String) throws {
        let output = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let input = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard output >= 0, input >= 0 else { throw TestFailure("\(file) cannot be written: errno \(errno)") }
        let threads = StartingThread.detached { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while let pipe = self, !pipe.isOver.load(ordering: .acquiring) {
                let isWanted = pipe.isWanted.load(ordering: .acquiring)
                pipe.isReading.store(isWanted, ordering: .releasing)
                let count = isWanted ? read(input, &buffer, buffer.count) : -1
                if count > 0 { _ = write(output, buffer, count) } else { usleep(1_000) }
            }
            close(input)
            close(output)
        }
        guard threads else { throw TestFailure("no thread") }
    }

    /// Stops reading, and fills the pipe until it takes nothing more.
    func stop() async throws {
        isWanted.store(false, ordering: .releasing)
        while isReading.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(1)) }
        let line = [UInt8](repeating: UInt8(ascii: "."), count: 4_095) + [UInt8(ascii: "\n")]
        while write(descriptor, line, line.count) > 0 {}
        guard errno == EAGAIN else { throw TestFailure("the pipe cannot be filled: errno \(errno)") }
    }

    /// Reads on.
    func proceed() { isWanted.store(true, ordering: .releasing) }
}
