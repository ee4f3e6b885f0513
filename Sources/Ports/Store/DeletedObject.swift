public import Platform

/// A deleted object that is kept as it was, so that it can be brought back.
public struct DeletedObject: Sendable {
    /// Its key; it has the same again when it is brought back.
    public let id: ObjectID
    /// Its name.
    public let name: String
    /// Its last version.
    public let version: Int
    /// How it went.
    public let deletion: Deletion
    /// What was saved of it.
    public var state: EarlierState

    /// A deleted object with the given parts.
    public init(id: ObjectID, name: String, version: Int, deletion: Deletion, state: EarlierState) {
        self.id = id
        self.name = name
        self.version = version
        self.deletion = deletion
        self.state = state
    }
}

/// Who deleted an object, when, and what became of its place.
public struct Deletion: Hashable, Sendable {
    /// When, in seconds since 1970.
    public let time: UnixTime
    /// Who.
    public let actor: String
    /// The phone that took a replaced phone's place; none when nothing did.
    public let successor: String?
    /// The device pools that named a deleted SRST reference and were moved to `disable` with the deletion.
    public let detachedPools: [ObjectID]

    /// A deletion with the given parts.
    public init(time: UnixTime, actor: String, successor: String? = nil, detachedPools: [ObjectID] = []) {
        self.time = time
        self.actor = actor
        self.successor = successor
        self.detachedPools = detachedPools
    }
}
