internal import AdminAPI
internal import ArgumentParser
internal import FoundationEssentials

/// Where progress is told.
enum ProgressForm: String, ExpressibleByArgument, CaseIterable {
    /// In one line that changes, when there is a terminal.
    case terminal
    /// As one JSON object on each line of standard error, for programs.
    case json
    /// Nowhere.
    case none
}

/// Tells progress while work goes on; on a terminal not before a second is over.
struct ProgressMeter {
    /// How long nothing is shown (cli-and-operations.md, "Progress").
    private static let quietTime = Duration.seconds(1)
    /// How long lies between two changes of the line. Our own choice: as fast as one can read.
    private static let interval = Duration.milliseconds(100)

    private let form: ProgressForm
    private let things: String
    private let start = ContinuousClock.now
    private var latest: ContinuousClock.Instant?
    private var line = ProgressLine()

    /// A meter that counts `things`.
    init(_ form: ProgressForm, things: String) {
        self.form = form
        self.things = things
    }

    /// Shows how far the work is.
    mutating func show(_ progress: WorkProgress) {
        let now = ContinuousClock.now
        switch form {
        case .none: return
        case .json:
            guard let json = try? AdminJSON.encode(progress) else { return }
            Output.error(String(decoding: json, as: UTF8.self))
        case .terminal:
            guard start.duration(to: now) >= Self.quietTime else { return }
            if let latest, latest.duration(to: now) < Self.interval { return }
            latest = now
            line.show(Self.text(progress, things: things, after: start.duration(to: now)))
        }
    }

    /// Takes the line away.
    mutating func finish() { line.clear() }

    /// `n/m phones, k failed, eta s`.
    ///
    /// - Parameters:
    ///   - progress: How far the work is.
    ///   - things: What is counted.
    ///   - elapsed: How long it has taken.
    /// - Returns: The line.
    static func text(_ progress: WorkProgress, things: String, after elapsed: Duration) -> String {
        let counts = "\(progress.done)/\(progress.total) \(things), \(progress.failed) failed"
        switch progress.phase {
        case .publishing: return counts + ", publishing first files"
        case .saving:
            guard progress.done > 0 else { return counts }
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            let left = seconds * Double(progress.total - progress.done) / Double(progress.done)
            return counts + ", eta \(Int(left.rounded(.up))) s"
        }
    }
}
