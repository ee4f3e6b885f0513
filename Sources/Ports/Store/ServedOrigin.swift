public import ClusterModel

/// Files that are served, have one origin and were made in one revision.
public struct ServedOrigin: Hashable, Sendable {
    /// What they were made from.
    public let origin: RenditionOrigin
    /// The revision whose saved state they were made from.
    public let madeIn: RevisionNumber
    /// How many they are.
    public let files: Int
    /// Whether they are `XMLDefault.cnf.xml`.
    public let isDefaultFile: Bool

    /// Files with the given origin.
    public init(origin: RenditionOrigin, madeIn: RevisionNumber, files: Int, isDefaultFile: Bool) {
        self.origin = origin
        self.madeIn = madeIn
        self.files = files
        self.isDefaultFile = isDefaultFile
    }
}
