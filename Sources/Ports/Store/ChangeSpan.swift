/// The changes of one object's saved state that the audit trail has between two places.
public struct ChangeSpan: Hashable, Sendable {
    /// How records name the object, for instance `srst branch-12`.
    public var object: String
    /// The place of the first record.
    public var first: Int
    /// The place of the last.
    public var last: Int
    /// Whether any of them changed a secret that its images mask.
    public var changesSecrets: Bool

    /// A span with the given parts.
    public init(object: String, first: Int, last: Int, changesSecrets: Bool) {
        self.object = object
        self.first = first
        self.last = last
        self.changesSecrets = changesSecrets
    }
}
