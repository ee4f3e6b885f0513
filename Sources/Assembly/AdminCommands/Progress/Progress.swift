internal import AdminAPI
internal import ArgumentParser
internal import Documents
internal import Glibc

/// How far something has come.
struct Progress: Hashable {
    /// How many are done with.
    var done: Int
    /// How many it failed at.
    var failed: Int
    /// How many there are.
    var total: Int
    /// What is done when they are all done with but the work is not over.
    var stage: String?

    /// How long the rest takes if it goes on as it went since `start`; none when nothing has come since.
    func remaining(since start: Progress, after elapsed: Duration) -> Duration? {
        let come = done + failed - start.done - start.failed
        let left = total - done - failed
        guard come > 0, left >= 0 else { return nil }
        return elapsed * (Double(left) / Double(come))
    }
}

/// What `--progress` says.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A line that changes in its place, on a terminal only.
    case terminal
    /// One JSON value on each line, whenever a number has changed.
    case json
    /// Nothing.
    case none
}

/// What every command takes that may take long.
struct ProgressOptions: ParsableArguments {
    @Option(name: .long, help: "Show progress on standard error: on a terminal after a second, as json, or none.")
    var progress = ProgressStyle.terminal
}

/// Shows progress on standard error; data has standard output for itself.
struct ProgressMeter {
    /// How long a terminal shows nothing (cli-and-operations.md, "Progress").
    private static let quietTime = Duration.seconds(1)

    private let style: ProgressStyle
    private let noun: String
    private let beginning = ContinuousClock.now
    private var first: Progress?
    private var latest: Progress?
    private var isLineShown = false

    /// Shows progress of things called `noun`, one of them.
    init(_ style: ProgressStyle, of noun: String) {
        self.style = style == .terminal && isatty(STDERR_FILENO) != 1 ? .none : style
        self.noun = noun
    }

    /// Shows how far it has come.
    mutating func show(_ progress: Progress) {
        let start = first ?? progress
        first = start
        let elapsed = beginning.duration(to: .now)
        let remaining = progress.remaining(since: start, after: elapsed)
        switch style {
        case .none: break
        case .terminal:
            guard elapsed >= Self.quietTime else { break }
            isLineShown = true
            Output.progress("\r\(progress.text(of: noun, remaining: remaining))\u{1B}[K")
        case .json:
            guard progress != latest else { break }
            if let line = try? progress.json(of: noun, remaining: remaining) { Output.error(line) }
        }
        latest = progress
    }

    /// Takes the line of a terminal away.
    mutating func clear() {
        guard isLineShown else { return }
        isLineShown = false
        Output.progress("\r\u{1B}[K")
    }
}

extension Progress {
    /// `12/40 phones, 1 failed, eta 1 min 20 s`.
    func text(of noun: String, remaining: Duration?) -> String {
        let eta = remaining.map { "eta \(Self.text($0))" }
        let rest = (stage ?? eta).map { ", \($0)" } ?? ""
        return "\(done)/\(Quantity(total, noun)), \(failed) failed\(rest)"
    }

    /// `{"progress":{"done":12,"eta-seconds":80,"failed":1,"of":"phone","total":40}}`.
    func json(of noun: String, remaining: Duration?) throws -> String {
        let line = ProgressReport(
            progress: ProgressReport.Numbers(
                done: done,
                failed: failed,
                total: total,
                noun: noun,
                stage: stage,
                remaining: remaining.map { Int($0.components.seconds) }
            )
        )
        return String(decoding: try AdminJSON.encode(line), as: UTF8.self)
    }

    private static func text(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}

/// Progress as a program reads it.
private struct ProgressReport: Encodable {
    struct Numbers: Encodable {
        let done: Int
        let failed: Int
        let total: Int
        let noun: String
        let stage: String?
        let remaining: Int?

        enum CodingKeys: String, CodingKey {
            case done, failed, total, stage
            case noun = "of"
            case remaining = "eta-seconds"
        }
    }

    let progress: Numbers
}
