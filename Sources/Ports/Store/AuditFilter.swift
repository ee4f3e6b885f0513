public import Platform

/// Which audit records are asked for; what is not given does not matter.
public struct AuditFilter: Hashable, Sendable {
    /// An object as records name it, for instance `srst branch-12`, or a noun alone: every object of it. Without regard
    /// to case.
    public var object: String?
    /// The names the object had before, with the place of the record that ended each.
    public var formerNames: [FormerName]
    /// Who made the change.
    public var actor: String?
    /// Nothing before this second since 1970.
    public var since: UnixTime?
    /// At most so many, the latest.
    public var limit: Int

    /// A filter with the given parts.
    public init(
        object: String? = nil,
        formerNames: [FormerName] = [],
        actor: String? = nil,
        since: UnixTime? = nil,
        limit: Int
    ) {
        self.object = object
        self.formerNames = formerNames
        self.actor = actor
        self.since = since
        self.limit = limit
    }
}
