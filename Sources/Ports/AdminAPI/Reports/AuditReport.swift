public import Documents

/// Audit records.
public struct AuditReport: Codable, Hashable, Sendable {
    /// One record.
    public struct Record: Codable, Hashable, Sendable {
        /// Its place in the trail, from 1.
        public var sequence: Int
        /// When, ISO 8601.
        public var time: String
        /// Who.
        public var actor: String
        /// What was done.
        public var action: String
        /// To what.
        public var object: String
        /// The object before, secrets masked; none when it was created.
        public var before: Document?
        /// The object after, secrets masked; none when it was deleted.
        public var after: Document?
        /// The record's hash, in hexadecimal.
        public var hash: String

        /// A record with the given parts.
        public init(
            sequence: Int,
            time: String,
            actor: String,
            action: String,
            object: String,
            before: Document?,
            after: Document?,
            hash: String
        ) {
            self.sequence = sequence
            self.time = time
            self.actor = actor
            self.action = action
            self.object = object
            self.before = before
            self.after = after
            self.hash = hash
        }
    }

    /// The records, the latest first.
    public var records: [Record]

    /// A report of the given records.
    public init(records: [Record]) { self.records = records }
}
