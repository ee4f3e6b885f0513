import Glibc
import TestSupport

/// A program for `--notifier` that notes that it was started, starts another, and sleeps for longer than any test lasts;
/// its processes end with this object.
final class SleepingProgram {
    private let directory: TemporaryDirectory
    private let started: String
    private let slept: String

    /// What cnfd is told of it.
    let notifier: String

    init() throws {
        directory = try TemporaryDirectory()
        started = directory.path + "/started"
        slept = directory.path + "/slept"
        let script = """
            #!/bin/sh
            sleep 10000 &
            echo $$ $! $(grep -c . -) >> \(started)
            sleep 10000
            touch \(slept)

            """
        let path = try directory.write(script, to: "tell")
        guard chmod(path, 0o700) == 0 else { throw TestFailure("\(path) cannot be made a program") }
        notifier = "command:\(path)"
    }

    deinit {
        for life in (try? lives()) ?? [] { kill(-life.program, SIGKILL) }
    }

    /// One time that it was started.
    struct Life {
        let program: pid_t
        let other: pid_t
        /// How many phones it was to tell.
        let phones: Int

        /// Waits until neither of its two processes runs: what is killed may need a moment.
        func end() async throws {
            try await eventually("process \(program) or \(other) does not end") { !isRunning }
        }

        /// Whether one of its two processes runs; one that nobody has asked about after its end does not (proc(5)).
        var isRunning: Bool {
            [program, other].contains { process in
                guard let text = try? Files.text("/proc/\(process)/stat") else { return false }
                // The state stands behind the name, which is in parentheses.
                let state = text.split(separator: ")").last?.split(separator: " ").first
                return state != "Z" && state != "X"
            }
        }
    }

    /// Whether it was ever left to sleep to the end.
    var hasSlept: Bool { access(slept, F_OK) == 0 }

    /// Every time that it was started.
    func lives() throws -> [Life] {
        guard access(started, R_OK) == 0 else { return [] }
        return try Files.text(started).split(separator: "\n").compactMap { line in
            let numbers = line.split(separator: " ").compactMap { Int32($0) }
            guard numbers.count == 3 else { return nil }
            return Life(program: numbers[0], other: numbers[1], phones: Int(numbers[2]))
        }
    }

    /// Waits until it has been started so often; answers the last time.
    func life(_ count: Int) async throws -> Life {
        try await awaited("the program was not started \(count) times") {
            let lives = try lives()
            return lives.count >= count ? lives[count - 1] : nil
        }
    }
}
