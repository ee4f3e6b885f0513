internal import Documents
internal import Glibc
internal import Platform

/// The editor of whoever sits at the terminal.
enum Editor {
    /// What Debian calls the system's editor (update-alternatives).
    private static let fallback = "editor"

    /// Opens a file and waits until the editor ends.
    ///
    /// - Throws: When it cannot be run, or did not end with success.
    static func open(_ path: String) throws(Problem) {
        let command = ["VISUAL", "EDITOR"].lazy.compactMap(Environment.value).first ?? fallback
        // Through a shell, as the variables may hold options (POSIX, XCU 2.5.3).
        let words = ["/bin/sh", "-c", "\(command) \"$1\"", command, path]
        // Ctrl-C is for the editor, as system(3) has it.
        let interrupt = signal(SIGINT, SIG_IGN)
        defer { _ = signal(SIGINT, interrupt) }
        var status: CInt = 0
        let failure = run(words, &status)
        guard failure == 0 else { throw problem(command, SystemFailure(errno: failure).text) }
        guard status == 0 else {
            // waitpid(2): the signal stands in the low seven bits, the code above the eighth.
            let signal = status & 0x7F
            throw problem(command, signal == 0 ? "it ended with code \(status >> 8)" : "signal \(signal) ended it")
        }
    }

    private static func run(_ words: [String], _ status: inout CInt) -> CInt {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
        var child: pid_t = 0
        let failure = unsafe posix_spawn(&child, words[0], nil, &attributes, &arguments, environ)
        guard failure == 0 else { return failure }
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return 0
    }

    private static func problem(_ command: String, _ reason: String) -> Problem {
        Problem(
            .usage,
            code: "editor-failed",
            "The editor \(command) did not do it: \(reason).",
            hint: "Set VISUAL or EDITOR to one that does."
        )
    }
}
