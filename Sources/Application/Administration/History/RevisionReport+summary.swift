internal import AdminAPI
internal import Documents
internal import Platform
internal import Store

extension RevisionReport {
    /// The report of a revision.
    init(_ summary: RevisionSummary) {
        let revision = summary.revision
        self.init(
            revision: revision.number,
            committedAt: revision.committedAt.text,
            asOf: revision.asOf.text,
            actor: revision.actor,
            reason: revision.reason,
            published: summary.published,
            withdrawn: summary.withdrawn
        )
    }
}

extension Publication {
    /// The SHA-256 of the SRST certificate in the file, in hexadecimal.
    var certificateText: String? { rendition.origin.certificate?.description }

    /// The SHA-256 of the file, in hexadecimal.
    var hashText: String { hash.description }
}
