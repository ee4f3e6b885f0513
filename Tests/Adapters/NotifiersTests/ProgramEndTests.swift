import Glibc
import TestSupport
import Testing

@testable import Notifiers

@Suite("A02: a program that tells phones does not outlast its time, nor the daemon", .timeLimit(.patience))
struct ProgramEndTests {
    /// Starts a program that sleeps for longer than any test lasts, notes its number, and sleeps itself.
    private static let sleepsWithAnother = "sleep 600 & echo $! > other; sleep 600"

    /// Whether a process runs; one that has ended and that nobody has asked about does not (proc(5)).
    private func isRunning(_ process: String) throws -> Bool {
        guard let id = pid_t(process) else { throw Unexpected(text: process) }
        guard let status = fopen("/proc/\(id)/status", "r") else { return false }
        defer { fclose(status) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, CInt(line.count), status) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if text.hasPrefix("State:") { return !text.contains("Z") && !text.contains("X") }
        }
        return false
    }

    /// Waits for the end of a process.
    private func waitForEnd(of process: String) async throws {
        while try isRunning(process) { try await Task.sleep(for: .milliseconds(2)) }
    }

    private struct Unexpected: Error { let text: String }

    @Test("One that does not end in time is ended, and with it what it has started")
    func patience() async throws {
        let program = try TellingProgram(Self.sleepsWithAnother)
        var patience = Duration.milliseconds(50)
        var outcome: NotificationOutcome
        repeat {
            // A busy machine may need longer to start the other.
            outcome = try await program.tell(try phones(1), patience: patience)
            patience *= 2
        } while program.lines(of: "other").isEmpty
        #expect(
            outcome == NotificationOutcome(told: 0, failed: 1, reason: "\(program.path) took too long and was ended")
        )
        try await waitForEnd(of: try await program.firstLine(of: "other"))
    }

    @Test("One that reads slowly has no more time than another: its waits do not begin anew with each piece")
    func slowReader() async throws {
        // A piece at a time for seconds, and never so long without one that a wait of a whole second is over.
        let program = try TellingProgram(
            """
            while [ "$(dd bs=65536 count=1 2> /dev/null | tee -a heard | wc -c)" != 0 ]; do sleep 0.1; done
            """
        )
        let phones = try phones(100_000)
        var patience = Duration.milliseconds(50)
        var outcome: NotificationOutcome
        repeat {
            outcome = try await program.tell(phones, patience: patience)
            patience *= 2
        } while program.lines(of: "heard").isEmpty
        #expect(outcome.told == 0 && outcome.reason == "\(program.path) took too long and was ended")
        #expect(try program.size(of: "heard") < CommandNotifier.lines(phones).count / 2)
    }

    @Test("One that is given up is ended with what it has started, and there is no outcome")
    func givenUp() async throws {
        let program = try TellingProgram(Self.sleepsWithAnother)
        let phones = try phones(1)
        let telling = Task { try await program.tell(phones) }
        let other = try await program.firstLine(of: "other")
        telling.cancel()
        await #expect(throws: CancellationError.self) { try await telling.value }
        try await waitForEnd(of: other)
    }

    @Test("One that would be run after that is not")
    func givenUpBefore() async throws {
        let program = try TellingProgram("echo > heard")
        let phones = try phones(1)
        let telling = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await program.tell(phones)
        }
        telling.cancel()
        await #expect(throws: CancellationError.self) { try await telling.value }
        #expect(program.lines(of: "heard").isEmpty)
    }

    @Test("What it leaves running when it ends goes on")
    func leavesRunning() async throws {
        let program = try TellingProgram("sleep 600 & echo $! > other")
        #expect(try await program.tell(try phones(1)).told == 1)
        let other = try await program.firstLine(of: "other")
        #expect(try isRunning(other))
        if let id = pid_t(other) { kill(id, SIGKILL) }
        try await waitForEnd(of: other)
    }

    @Test("One that is not given all of its input has failed, whatever it would have ended with")
    func inputLost() {
        let text = ProgramFailure.inputLost(ENOBUFS).text
        #expect(text == "was not given all of its input and was ended: No buffer space available")
        #expect(ProgramEnd(status: 3 << 8) == .exited(code: 3))
        #expect(ProgramEnd(status: SIGTERM) == .killed(signal: SIGTERM))
    }

    @Test("One whose end the kernel keeps to itself has told nobody")
    func unknownEnd() async {
        await #expect(processExitsWith: .success) {
            // What a parent that ignores the end of its children leaves to the programs it starts (wait(2), NOTES).
            signal(SIGCHLD, SIG_IGN)
            let outcome = try await CommandNotifier(path: "/bin/false").tell(try phones(1))
            let reason = "/bin/false ended in a way that is not known: No child processes"
            guard outcome == NotificationOutcome(told: 0, failed: 1, reason: reason) else {
                print(outcome)
                exit(EXIT_FAILURE)
            }
        }
    }
}
