public import Platform

/// What is remembered of a site file that was applied: what it left is no change of somebody else's.
public struct AppliedFile: Hashable, Sendable {
    /// How many files are remembered, those that were applied last. Our own bound.
    public static let mostRemembered = 64

    /// What the file is known by.
    public var key: SHA256Hash
    /// How many audit records there were when it was done.
    public var sequence: Int
    /// The objects that it named or deleted, as whoever applies it packs them.
    public var objects: [UInt8]

    /// A file with the given parts.
    public init(key: SHA256Hash, sequence: Int, objects: [UInt8]) {
        self.key = key
        self.sequence = sequence
        self.objects = objects
    }
}
