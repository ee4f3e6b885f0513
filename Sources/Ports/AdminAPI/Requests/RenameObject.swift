/// Gives an object another name; what names it follows, and its history stays.
public struct RenameObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/rename`.
    public static let path = "object/rename"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's name.
    public var name: String
    /// Its new name.
    public var newName: String
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a name.
    public init(noun: ObjectNoun, name: String, newName: String, version: Int? = nil, plan: Bool = false) {
        self.noun = noun
        self.name = name
        self.newName = newName
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, version, plan
        case newName = "new-name"
    }
}
