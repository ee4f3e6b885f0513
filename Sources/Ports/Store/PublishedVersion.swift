public import ClusterModel
public import Platform

/// A file as it is served, with the keys of its parts: what the catalog is loaded from.
public struct PublishedVersion: Sendable {
    /// The file's name.
    public let file: PublishedFile
    /// The revision that published it.
    public let revision: RevisionNumber
    /// The key of its shared body; none when it cannot be read.
    public let bodyID: BodyID?
    /// The phone's values; none for a file of the whole site, and when they cannot be read.
    public let fragment: Fragment?
    /// The file's stamp; none when it cannot be read.
    public let stamp: VersionStamp?
    /// The SHA-256 of the file; none when it cannot be read.
    public let hash: SHA256Hash?

    /// A version with the given parts.
    public init(
        file: PublishedFile,
        revision: RevisionNumber,
        bodyID: BodyID?,
        fragment: Fragment?,
        stamp: VersionStamp?,
        hash: SHA256Hash?
    ) {
        self.file = file
        self.revision = revision
        self.bodyID = bodyID
        self.fragment = fragment
        self.stamp = stamp
        self.hash = hash
    }
}
