internal import AdminAPI
internal import Documents

/// Reports as sentences.
enum ReportText {
    /// How many names are written out before the rest is only counted.
    private static let maximumNames = 10

    /// One or two lines on a change.
    static func change(_ report: ChangeReport) -> String {
        guard report.changed else { return "\(report.object): nothing to change" }
        var lines: [String] = []
        if let version = report.version {
            lines.append("\(report.object): \(report.plan ? "would be saved" : "saved"), version \(version)")
        } else {
            lines.append("\(report.object): \(report.plan ? "would be deleted" : "deleted")")
        }
        // All that a deleted object had goes with it.
        let lost = report.version == nil ? report.lost.filter { $0.object != report.object } : report.lost
        lines += self.lost(lost, plan: report.plan)
        if let reset = report.reset { lines.append(self.reset(reset)) }
        lines += ChangeGroupText.lines(report.changes ?? [])
        return lines.joined(separator: "\n")
    }

    /// What a change takes away, as a line; none for nothing.
    static func lost(_ losses: [Loss], plan: Bool) -> [String] {
        losses.isEmpty ? [] : ["  \(plan ? "would take away" : "took away") \(Loss.summary(losses))"]
    }

    /// What a reset did or would do.
    static func reset(_ report: ResetReport) -> String {
        guard report.changesFiles else {
            return "reset of \(report.selection): no file \(report.plan ? "would change" : "changed"), "
                + "\(report.unchanged) left alone"
        }
        let revision = report.revision.map { "revision \($0)" } ?? "no revision yet"
        let verb = Quantity(report.carryingCertificate, "file").choose("carries", "carry")
        let carrying = "\(report.carryingCertificate) \(verb)"
        var lines = [
            "reset of \(report.selection): \(report.plan ? "would publish" : revision + ":") "
                + "\(Quantity(report.published.count, "phone file"))\(report.plan ? "" : " published"), "
                + "\(report.unchanged) left alone, \(carrying) an SRST certificate"
        ]
        lines += [names("published", report.published), names("withdrawn", report.withdrawn)].compactMap { names in
            names.map { "  " + $0 }
        }
        if report.defaultFile { lines.append("  XMLDefault.cnf.xml") }
        if report.capfFile { lines.append("  CAPF.der") }
        lines += wavesLeft(report.deferred, of: report.waves)
        if let operation = report.operation { lines.append("  operation \(operation)") }
        lines += ChangeGroupText.lines(report.changes ?? []).map { "  " + $0 }
        return lines.joined(separator: "\n")
    }

    /// What waits for later waves.
    static func wavesLeft(_ deferred: Int?, of waves: Int?) -> [String] {
        guard let deferred, let waves else { return [] }
        let later = Quantity(waves - 1, "later wave")
        return ["  wave 1 of \(waves): \(Quantity(deferred, "phone file")) in \(later)"]
    }

    /// The first of some names, and how many more there are; none for none.
    static func names(_ verb: String, _ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(maximumNames).joined(separator: ", ")
        let rest = names.count - min(names.count, maximumNames)
        return "\(verb): \(shown)" + (rest > 0 ? " and \(rest) more" : "")
    }
}
