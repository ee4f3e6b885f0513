internal import ClusterModel
internal import Documents
internal import Platform

/// How soon a certificate ends, in the one wording of resets, lists and the log.
struct CertificateExpiry {
    private static let secondsPerDay = 86_400

    /// Its last valid second, since 1970.
    let notAfter: UnixTime
    /// The second from which is counted, since 1970.
    let now: UnixTime

    /// What it is called by programs.
    var code: CertificateWarning.Code { now > notAfter ? .expired : .expiresSoon }

    /// Whole days that are left; 0 on the last day and after the end.
    var daysLeft: Int {
        max(0, notAfter.seconds(since: now)) / Self.secondsPerDay
    }

    /// For instance `expires in 12 days, at 2026-06-13T00:00:00Z`.
    var verb: String {
        guard now <= notAfter else { return "expired at \(notAfter.text)" }
        let days =
            switch daysLeft {
            case 0: "today"
            case 1: "in 1 day"
            default: "in \(daysLeft) days"
            }
        return "expires \(days), at \(notAfter.text)"
    }

    /// What to do about it.
    func remedy(_ reference: ObjectName) -> String {
        "Renew it on the gateway, then run cnfctl srst certificate fetch \(ShellWord.quoted(reference.text))."
    }
}
