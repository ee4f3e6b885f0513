/// An object that a site file overwrites although somebody changed it since, or nobody can tell.
public struct OverwrittenObject: Codable, Hashable, Sendable {
    /// The object, for instance `srst branch-12`.
    public var object: String
    /// Who changed it last.
    public var actor: String
    /// When, ISO 8601.
    public var time: String

    /// An object with its last change.
    public init(object: String, actor: String, time: String) {
        self.object = object
        self.actor = actor
        self.time = time
    }
}
