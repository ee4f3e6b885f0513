public import ClusterModel

/// A phone with what is saved and what is published of it; at least one of the two is there.
///
/// A phone that was deleted and added again is two: the one that is gone comes first, while it has a file.
public struct PhoneCandidate: Sendable {
    /// The phone's key.
    public let id: ObjectID
    /// The phone's name.
    public let name: DeviceName
    /// What is saved of it; none when it was deleted.
    public let saved: CandidateState?
    /// The version it is served; none when it never had one or it was withdrawn.
    public let published: Publication?
    /// The MD5 of the certificate it uses, 16 bytes; none when none is imported.
    public let certificateHash: [UInt8]?
    /// Whether it was deleted and its name is another saved phone's now.
    public let isSucceeded: Bool

    /// A candidate with the given parts.
    public init(
        id: ObjectID,
        name: DeviceName,
        saved: CandidateState?,
        published: Publication?,
        certificateHash: [UInt8]? = nil,
        isSucceeded: Bool = false
    ) {
        self.isSucceeded = isSucceeded
        self.id = id
        self.name = name
        self.saved = saved
        self.published = published
        self.certificateHash = certificateHash
    }
}
