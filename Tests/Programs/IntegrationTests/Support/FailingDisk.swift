import Glibc
import Platform

/// A disk that fails at a chosen write of the daemon, or takes the daemon with it (Tests/Support/FailingDisk).
final class FailingDisk: Sendable {
    /// What becomes of a write.
    enum Action: Equatable {
        /// The daemon dies before it.
        case kill
        /// The daemon dies when half of its bytes are written.
        case tear
        /// The daemon crashes before it, on the thread that writes.
        case crash
        /// It fails with an errno value, and so does every further one.
        case error(Int32)

        fileprivate var number: Int64 {
            switch self {
            case .kill: -1
            case .tear: -2
            case .crash: -3
            case .error(let code): Int64(code)
            }
        }
    }

    private let directory: TemporaryDirectory
    private let descriptor: CInt

    /// A disk that works.
    init() throws {
        directory = try TemporaryDirectory()
        descriptor = open(directory.path + "/control", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestFailure("no control file: errno \(errno)") }
        for place in 0..<3 { try write(place == 0 ? -1 : 0, at: place) }
    }

    deinit { close(descriptor) }

    /// What the daemon is started with.
    var environment: [String: String] {
        ["LD_PRELOAD": Programs.failingDisk, "CNFD_FAILING_DISK": directory.path + "/control"]
    }

    /// How many writes, truncations, removals and flushes there were.
    var calls: Int { get throws { Int(try read(at: 2)) } }

    /// Lets `count` calls pass, and then does `action`.
    func fail(after count: Int, _ action: Action) throws {
        try write(action.number, at: 1)
        try write(Int64(count), at: 0)
    }

    /// Works again.
    func mend() throws { try write(-1, at: 0) }

    private func write(_ value: Int64, at place: Int) throws {
        var value = value
        guard pwrite(descriptor, &value, 8, place * 8) == 8 else { throw TestFailure("control file: errno \(errno)") }
    }

    private func read(at place: Int) throws -> Int64 {
        var value: Int64 = 0
        guard pread(descriptor, &value, 8, place * 8) == 8 else { throw TestFailure("control file: errno \(errno)") }
        return value
    }
}
