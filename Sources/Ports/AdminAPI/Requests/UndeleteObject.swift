/// Brings a deleted object back as it was, with its passwords and certificates; a phone gets its first file at once (S02).
public struct UndeleteObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/undelete`.
    public static let path = "object/undelete"

    /// The noun.
    public var noun: ObjectNoun
    /// The name.
    public var name: String
    /// When it was deleted, when several of the name were: the last one unless it is given.
    public var deletedAt: String?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a name.
    public init(noun: ObjectNoun, name: String, deletedAt: String? = nil, plan: Bool = false) {
        self.noun = noun
        self.name = name
        self.deletedAt = deletedAt
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, plan
        case deletedAt = "deleted-at"
    }
}
