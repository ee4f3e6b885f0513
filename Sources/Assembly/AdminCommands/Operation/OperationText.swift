internal import AdminAPI
internal import Documents

/// An operation as text.
enum OperationText {
    /// Everything about it.
    static func whole(_ report: OperationReport) -> String {
        var lines = [
            "operation  \(report.id)",
            "\(report.kind == "rollback" ? "back to    " : "reset of   ")\(report.selection), by \(report.actor)",
            "started    \(report.started)",
            "state      \(report.state)\(report.reason.map { ": \($0)" } ?? "")",
            "phones     \(counts(report))",
            "deadline   \(report.deadline ?? "-")",
        ]
        lines += report.waves.map { wave in
            "revision   \(wave.revision), \(wave.time), \(Quantity(wave.published, "phone"))\(notice(wave))"
        }
        if let phones = report.phones, !phones.isEmpty {
            lines += ["", table(phones).text(width: Terminal.width, style: .current)]
        }
        return lines.joined(separator: "\n")
    }

    /// What became of phones.
    static func table(_ phones: [PhoneOutcomeReport]) -> Table {
        var table = Table(["PHONE", "OUTCOME", "REVISION", "TIME", "ADDRESS"])
        for phone in phones {
            table.add([
                phone.phone, phone.outcome, "\(phone.revision)", phone.time ?? Table.nothing,
                phone.address ?? Table.nothing,
            ])
        }
        return table
    }

    /// How many phones came to what: those there are.
    static func counts(_ report: OperationReport) -> String {
        let counts = report.counts
        let all = [
            ("fetched", counts.fetched), ("sent", counts.sent), ("published", counts.published),
            ("stale", counts.stale), ("superseded", counts.superseded), ("withdrawn", counts.withdrawn),
            ("in later waves", report.remaining), ("unchanged", counts.unchanged),
        ]
        let present = all.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        return present.isEmpty ? "none" : present.joined(separator: ", ")
    }

    private static func notice(_ wave: WaveReport) -> String {
        switch wave.notice {
        case "none": return ""
        case "due": return ", not told yet"
        default:
            let soFar = wave.notice == "telling" ? " so far" : ""
            let failed = wave.notTold > 0 ? ", \(wave.notTold) could not be: \(wave.noticeReason ?? "")" : ""
            return ", \(wave.told) told\(soFar)\(failed)"
        }
    }
}
