/// Gives what is saved of a phone to the handset that takes its place: everything but the name.
///
/// The new phone gets its first file at once (S02); the old one's file stays in service until its next reset.
public struct ReplacePhone: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `phone/replace`.
    public static let path = "phone/replace"

    /// The phone's name or address.
    public var name: String
    /// The name or address of the handset in its place.
    public var newName: String
    /// The version that was read; the change is refused when the phone has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a replacement.
    public init(name: String, newName: String, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.newName = newName
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case name, version, plan
        case newName = "new-name"
    }
}
