public import ClusterModel
public import Platform

/// One committed set of publications.
public struct Revision: Hashable, Sendable {
    /// Its number within the store's incarnation, from 1.
    public let number: RevisionNumber
    /// The second for which validity was judged, since 1970.
    public let asOf: UnixTime
    /// When it was committed, in seconds since 1970.
    public let committedAt: UnixTime
    /// Who caused it.
    public let actor: String
    /// What caused it.
    public let reason: String

    /// A revision as it is stored.
    public init(number: RevisionNumber, asOf: UnixTime, committedAt: UnixTime, actor: String, reason: String) {
        self.number = number
        self.asOf = asOf
        self.committedAt = committedAt
        self.actor = actor
        self.reason = reason
    }
}
