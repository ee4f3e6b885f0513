internal import Simulation

/// A summary for people.
enum SummaryText {
    private static let nameWidth = 13
    private static let numberWidth = 11

    /// The summary as lines; durations in milliseconds.
    static func lines(_ summary: BootStormSummary) -> String {
        let reasons = summary.failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let inDefault = summary.completedWithDefault
        var lines = [
            row("phones", "\(summary.phones)"),
            row("completed", "\(summary.completed)", inDefault > 0 ? "\(inDefault) with the default file only" : ""),
            row("failed", "\(summary.failed)", reasons.joined(separator: ", ")),
            row("retransmits", "\(summary.retransmits)", "by the phones"),
            row("duplicates", "\(summary.duplicates)", "from the server"),
            row("restarts", "\(summary.restarts)", "after an ERROR"),
            row("lost", "\(summary.lost)", "on purpose, with seed \(summary.seed)"),
            row("files", "\(summary.files)"),
            row("missing", "\(summary.missing)"),
            row("bytes", "\(summary.bytes)"),
            row("seconds", decimals(summary.seconds, 3)),
        ]
        if summary.dropped > 0 {
            lines.append(
                row("dropped", "\(summary.dropped)", "by this simulator, which was too slow: give a --rate")
            )
        }
        let durations = [("boot", summary.boot), ("file", summary.file), ("missing file", summary.miss)]
            .compactMap { name, durations in durations.map { (name, $0) } }
        guard !durations.isEmpty else { return lines.joined(separator: "\n") }
        lines += ["", cells("milliseconds", ["p50", "p99", "max"])]
        for (name, values) in durations {
            lines.append(cells(name, [values.p50, values.p99, values.max].map { decimals($0, 3) }))
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ name: String, _ value: String, _ note: String = "") -> String {
        cells(name, [value]) + (note.isEmpty ? "" : "  " + note)
    }

    private static func cells(_ name: String, _ values: [String]) -> String {
        name + spaces(nameWidth - name.count)
            + values.map { spaces(numberWidth - $0.count) + $0 }.joined()
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// A number with so many decimals.
    private static func decimals(_ value: Double, _ count: Int) -> String {
        var scale = 1
        for _ in 0..<count { scale *= 10 }
        let whole = Int((value * Double(scale)).rounded())
        let rest = String(whole % scale)
        return "\(whole / scale).\(String(repeating: "0", count: count - rest.count))\(rest)"
    }
}
