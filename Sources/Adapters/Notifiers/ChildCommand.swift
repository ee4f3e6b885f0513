internal import Synchronization

/// A program that is given its input and waited for, both within one time limit.
final class ChildCommand: Sendable {
    /// How long lies between two looks at it, in milliseconds. Our own choice.
    private static let interval: CInt = 5

    private let path: String
    private let input: [UInt8]
    private let patience: Duration
    private let isGivenUp = Atomic(false)

    /// A command that runs the program at `path` with nothing but `input` to read, and takes `patience` at most.
    init(path: String, input: [UInt8], patience: Duration) {
        self.path = path
        self.input = input
        self.patience = patience
    }

    /// Runs it, and returns when it has ended with code 0; it waits, so it wants a thread that may.
    ///
    /// A program that takes too long or is given up is ended with all that it has started in its process group. What it
    /// leaves running when it ends by itself goes on.
    func run() throws(ProgramFailure) {
        guard !isGivenUp.load(ordering: .relaxed) else { throw .givenUp }
        let deadline = ContinuousClock.now + patience
        var program = try StartedProgram.start(path)
        let end: ProgramEnd
        do throws(ProgramFailure) {
            end = try wait(for: &program, until: deadline)
        } catch {
            program.kill()
            throw error
        }
        guard end == .exited(code: 0) else { throw .ended(end) }
    }

    /// Ends ``run()`` now, or keeps it from beginning.
    func giveUp() { isGivenUp.store(true, ordering: .relaxed) }

    private func wait(
        for program: inout StartedProgram,
        until deadline: ContinuousClock.Instant
    ) throws(ProgramFailure) -> ProgramEnd {
        var rest = input[...]
        while true {
            if let end = program.end() { return end }
            guard !isGivenUp.load(ordering: .relaxed) else { throw .givenUp }
            guard ContinuousClock.now < deadline else { throw .tookTooLong }
            try program.give(&rest, waitingAtMost: Self.interval)
        }
    }
}
