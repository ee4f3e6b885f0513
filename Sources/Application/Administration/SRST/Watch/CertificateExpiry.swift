internal import ClusterModel
internal import Documents

/// How soon a certificate ends, in the one wording of resets, lists and the log.
struct CertificateExpiry {
    private static let secondsPerDay = 86_400

    /// Its last valid second, since 1970.
    let notAfter: Int
    /// The second from which is counted, since 1970.
    let now: Int

    /// What it is called by programs.
    var code: CertificateWarning.Code { now > notAfter ? .expired : .expiresSoon }

    /// Whole days that are left; 0 on the last day and after the end.
    var daysLeft: Int {
        let (left, overflow) = notAfter.subtractingReportingOverflow(now)
        return overflow ? 0 : max(0, left) / Self.secondsPerDay
    }

    /// For instance `expires in 12 days, at 2026-06-13T00:00:00Z`.
    var verb: String {
        guard now <= notAfter else { return "expired at \(Instant.text(notAfter))" }
        let days =
            switch daysLeft {
            case 0: "today"
            case 1: "in 1 day"
            default: "in \(daysLeft) days"
            }
        return "expires \(days), at \(Instant.text(notAfter))"
    }

    /// What to do about it.
    func remedy(_ reference: ObjectName) -> String {
        "Renew it on the gateway, then run cnfctl srst certificate fetch \(ShellWord.quoted(reference.text))."
    }
}
