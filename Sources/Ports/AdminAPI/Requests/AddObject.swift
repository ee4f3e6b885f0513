public import Documents

/// Adds an object; a phone gets its first file at once (S02).
public struct AddObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/add`.
    public static let path = "object/add"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's fields; `group.field` is a field of a group.
    public var fields: Document
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an object.
    public init(noun: ObjectNoun, fields: Document, plan: Bool = false) {
        self.noun = noun
        self.fields = fields
        self.plan = plan
    }
}
