public import Documents

/// What became of a reference's certificates, oldest first.
public struct CertificateHistoryReport: Codable, Hashable, Sendable {
    /// What became of one.
    public struct Event: Codable, Hashable, Sendable {
        /// `accepted`, `rejected` or `removed`.
        public var event: String
        /// When.
        public var time: String
        /// Who did it.
        public var actor: String
        /// What the acceptance rested on: `verified`, `first-use` or `file`.
        public var trust: String?
        /// The certificate's fields.
        public var certificate: Document

        /// An event with the given parts.
        public init(event: String, time: String, actor: String, trust: String?, certificate: Document) {
            self.event = event
            self.time = time
            self.actor = actor
            self.trust = trust
            self.certificate = certificate
        }
    }

    /// The reference, for instance `srst branch-12`.
    public var object: String
    /// The events.
    public var events: [Event]

    /// A report with the given parts.
    public init(object: String, events: [Event]) {
        self.object = object
        self.events = events
    }
}
