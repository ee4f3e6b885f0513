/// Whether the audit trail is as it was written.
public struct AuditVerificationReport: Codable, Hashable, Sendable {
    /// How many records were written.
    public var records: Int
    /// The place of the first record that is not as it was written, or is missing; none when the trail is whole.
    public var firstBroken: Int?

    /// A report with the given parts.
    public init(records: Int, firstBroken: Int?) {
        self.records = records
        self.firstBroken = firstBroken
    }

    private enum CodingKeys: String, CodingKey {
        case records
        case firstBroken = "first-broken"
    }
}
