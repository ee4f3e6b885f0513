internal import Glibc
internal import NIOPosix

/// Runs a program that tells phones: a line for each on its standard input, the name and, when it is known, a tab and the
/// address.
public struct CommandNotifier: PhoneNotifier {
    /// How long the program may take. Our own bound: nobody is told meanwhile, and nothing else waits for it.
    static let patience = Duration.seconds(60)

    private let path: String
    private let patience: Duration

    /// A notifier that runs the program at `path`.
    public init(path: String) { self.init(path: path, patience: Self.patience) }

    init(path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    /// Tells the phones; all of them count as told when the program ends with code 0, else none.
    ///
    /// - Throws: When its task is cancelled: then the program is ended before it has ended by itself.
    public func tell(_ phones: [NotifiedPhone]) async throws(CancellationError) -> NotificationOutcome {
        guard !phones.isEmpty else { return NotificationOutcome(told: 0, failed: 0) }
        let command = ChildCommand(path: path, input: Self.lines(phones), patience: patience)
        let failure = await withTaskCancellationHandler {
            await Self.failure(of: command)
        } onCancel: {
            command.giveUp()
        }
        guard let failure else { return NotificationOutcome(told: phones.count, failed: 0) }
        // Whoever ends the daemon may have ended the program, too.
        guard !Task.isCancelled else { throw CancellationError() }
        return NotificationOutcome(told: 0, failed: phones.count, reason: "\(path) \(failure)")
    }

    /// What the program reads.
    static func lines(_ phones: [NotifiedPhone]) -> [UInt8] {
        Array(phones.map { "\($0.name)\($0.address.map { "\t\($0)" } ?? "")\n" }.joined().utf8)
    }

    /// Why the program did not do it; it waits, so it runs on a thread for such work.
    private static func failure(of command: ChildCommand) async -> String? {
        do {
            try await NIOThreadPool.singleton.runIfActive { try command.run() }
            return nil
        } catch let failure as ProgramFailure {
            return failure.text
        } catch {
            return "was not run: \(error)"
        }
    }
}
