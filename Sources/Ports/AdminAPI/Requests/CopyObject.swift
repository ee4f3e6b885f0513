public import Documents

/// Adds an object with the fields of another. An SRST reference's certificate is not copied.
public struct CopyObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/copy`.
    public static let path = "object/copy"

    /// The noun.
    public var noun: ObjectNoun
    /// The name of the object to copy.
    public var name: String
    /// The name of the copy.
    public var newName: String
    /// Fields in which the copy differs.
    public var fields: Document
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a copy.
    public init(
        noun: ObjectNoun,
        name: String,
        newName: String,
        fields: Document = .mapping([]),
        plan: Bool = false
    ) {
        self.noun = noun
        self.name = name
        self.newName = newName
        self.fields = fields
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, fields, plan
        case newName = "new-name"
    }
}
