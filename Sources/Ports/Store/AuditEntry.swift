public import Documents
public import Platform

/// What one change did, as it is written into the audit trail (A04); secrets are masked.
public struct AuditEntry: Hashable, Sendable {
    /// When, in seconds since 1970.
    public var time: UnixTime
    /// Who.
    public var actor: String
    /// What was done, for instance `update`, `accept-certificate` or `reset`.
    public var action: String
    /// To what, for instance `srst branch-12`.
    public var object: String
    /// The object before; none when it was created.
    public var before: Document?
    /// The object after; none when it was deleted.
    public var after: Document?

    /// An entry with the given parts; secrets in the images are masked.
    public init(
        time: UnixTime,
        actor: String,
        action: String,
        object: String,
        before: Document? = nil,
        after: Document? = nil
    ) {
        self.time = time
        self.actor = actor
        self.action = action
        self.object = object
        self.before = before?.masked
        self.after = after?.masked
    }
}

/// An entry in its place in the chain: each record holds the hash of the one before.
public struct AuditRecord: Hashable, Sendable {
    /// The record's place, from 1.
    public let sequence: Int
    /// What was done.
    public let entry: AuditEntry
    /// The hash of the record before, all zero for the first; none when what is stored there is no hash.
    public let previousHash: SHA256Hash?
    /// The SHA-256 over ``previousHash`` and the entry; none when what is stored there is no hash.
    public let hash: SHA256Hash?

    /// A record as it is stored.
    public init(sequence: Int, entry: AuditEntry, previousHash: SHA256Hash?, hash: SHA256Hash?) {
        self.sequence = sequence
        self.entry = entry
        self.previousHash = previousHash
        self.hash = hash
    }
}
