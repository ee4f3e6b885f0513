public import ClusterModel
public import Platform

/// The version of a file that its phone is served now.
public struct Publication: Hashable, Sendable {
    /// The revision that published it.
    public let revision: RevisionNumber
    /// The shared body and where it came from.
    public let rendition: StoredRendition
    /// The key of the phone's values; none for `XMLDefault.cnf.xml`.
    public let fragmentID: FragmentID?
    /// The version of the phone those values were taken from.
    public let phoneVersion: Int?
    /// The file's stamp.
    public let stamp: VersionStamp
    /// The SHA-256 of the file.
    public let hash: SHA256Hash
    /// The revision it was rolled back to; none when it was made from the saved state.
    public let copiedFrom: RevisionNumber?

    /// The revision whose saved state the file was made from.
    public var madeIn: RevisionNumber { copiedFrom ?? revision }

    /// A publication as it is stored.
    public init(
        revision: RevisionNumber,
        rendition: StoredRendition,
        fragmentID: FragmentID?,
        phoneVersion: Int?,
        stamp: VersionStamp,
        hash: SHA256Hash,
        copiedFrom: RevisionNumber? = nil
    ) {
        self.copiedFrom = copiedFrom
        self.revision = revision
        self.rendition = rendition
        self.fragmentID = fragmentID
        self.phoneVersion = phoneVersion
        self.stamp = stamp
        self.hash = hash
    }
}
