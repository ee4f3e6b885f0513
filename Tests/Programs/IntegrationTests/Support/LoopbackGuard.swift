import Glibc
import Synchronization
import Testing

/// Sees to it that a program sends packets to nobody but this machine, and fails the test that started it when it tries to
/// (Tests/Support/LoopbackOnly).
final class LoopbackGuard {
    private static let count = Atomic(0)

    /// Where attempts are written down. In a directory that everybody may write to, as programs give up privileges.
    private let record = "/tmp/cnfd-loopback-\(getpid())-\(count.add(1, ordering: .relaxed).newValue)"

    /// A sanitizer's runtime is part of our own programs alone; instrumented as the library is then, it can be loaded into no
    /// program of the system.
    private static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

    /// The variables of a program with the guard.
    func guarded(_ variables: [String: String]) -> [String: String] {
        guard !Self.isSanitized else { return variables }
        var guarded = variables
        let libraries = [variables["LD_PRELOAD"], Programs.loopbackOnly].compactMap(\.self)
        guarded["LD_PRELOAD"] = libraries.joined(separator: ":")
        guarded["CNFD_LOOPBACK_ONLY"] = record
        return guarded
    }

    /// Looks at what the program has tried, once it has ended.
    func check() {
        guard access(record, F_OK) == 0 else { return }
        defer { unlink(record) }
        let attempts = (try? Files.text(record)) ?? "unreadable: errno \(errno)"
        Issue.record("A program has tried to send packets to another machine:\n\(attempts)")
    }
}
