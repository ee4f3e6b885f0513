internal import Glibc

/// Runs a tool to its end; its exit status, or -1 when a signal ended it.
///
/// Not Foundation's `Process`: the leak checker finds a weak reference of its own in it.
public func exitStatus(of tool: String, _ arguments: [String]) throws -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = ([tool] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let failure = posix_spawn(&process, tool, nil, nil, &words, [nil])
    guard failure == 0 else { throw SpawnFailure(errno: failure) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 {
        guard errno == EINTR else { throw SpawnFailure(errno: errno) }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
}

/// Why a tool could not be run.
public struct SpawnFailure: Error {
    /// The system's error number.
    public var errno: Int32
}
