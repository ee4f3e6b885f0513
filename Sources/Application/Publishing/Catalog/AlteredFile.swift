public import ClusterModel
internal import Documents
public import Store

/// A published file whose stored parts are not what was published.
public struct AlteredFile: Hashable, Sendable {
    /// The file's name.
    public let file: PublishedFile
    /// The revision that published it.
    public let revision: RevisionNumber
    /// Whether it is served all the same, because the saved state makes exactly the bytes that were published.
    public let isServed: Bool
}

extension AlteredFile {
    /// The refusal to show a stored file, or to serve it again, whose octets are not what was published.
    static func problem(_ file: PublishedFile?, _ publication: Publication) -> Problem {
        Problem(
            .unavailable,
            code: "file-altered",
            "What the database holds of revision \(publication.revision) is not what was published; it was altered since.",
            object: file.map { "file \($0)" },
            hint:
                "Restore the database from a backup. If it is the file that is served, cnfctl reset --all makes it anew."
        )
    }
}
