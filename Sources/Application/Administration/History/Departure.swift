internal import AdminAPI
internal import Documents
internal import Platform
internal import Store

/// How an object went, as the audit trail knows it: also when what it was is not kept any more.
struct Departure {
    /// How many of an object's latest records are looked through. Our own bound.
    private static let mostRecords = 1_000
    private static let deleted = "delete"

    /// When, in seconds since 1970.
    let time: UnixTime
    /// Who.
    let actor: String
    /// The phone that took its place; none when it was deleted.
    let successor: String?

    /// The last deletion or replacement of what records name so; none when there was none.
    static func latest(of label: String, in snapshot: any AuditReading) throws -> Departure? {
        for record in try snapshot.auditRecords(AuditFilter(object: label, limit: mostRecords)) {
            let successor = PhoneSuccession.successor(in: record)
            guard record.entry.action == deleted || successor != nil else { continue }
            return Departure(time: record.entry.time, actor: record.entry.actor, successor: successor)
        }
        return nil
    }

    /// What a file that brings it back says of it.
    var report: DepartureReport {
        DepartureReport(replacedBy: successor, at: time.text, actor: actor, text: sentence)
    }

    /// For instance `was replaced by SEP001122334466 on 2026-11-30T10:00:00Z, by root`.
    var sentence: String {
        let what = successor.map { "was replaced by \($0)" } ?? "was deleted"
        return "\(what) on \(time.text), by \(actor)"
    }
}
