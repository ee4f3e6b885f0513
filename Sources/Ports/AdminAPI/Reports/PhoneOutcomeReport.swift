public import ClusterModel

/// What a reset came to at one phone.
public struct PhoneOutcomeReport: Codable, Hashable, Sendable {
    /// The phone.
    public var phone: String
    /// `published`, `fetched`, `sent`, `stale`, `superseded` or `withdrawn`.
    public var outcome: String
    /// The revision that published its file.
    public var revision: RevisionNumber
    /// When it had the whole file, ISO 8601.
    public var time: String?
    /// The address it fetched from.
    public var address: String?

    /// A report with the given parts.
    public init(phone: String, outcome: String, revision: RevisionNumber, time: String?, address: String?) {
        self.phone = phone
        self.outcome = outcome
        self.revision = revision
        self.time = time
        self.address = address
    }
}
