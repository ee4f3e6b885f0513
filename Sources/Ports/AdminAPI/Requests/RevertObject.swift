/// Takes an object back to what was saved of it when the files that are served were made, or when a revision was; an SRST
/// reference with its certificate.
public struct RevertObject: ConfirmableRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/revert`.
    public static let path = "object/revert"

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?
    /// The revision to go back to, a number or `INCARNATION/NUMBER`; what is published unless it is given.
    public var to: String?
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether that may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool?

    /// The request to discard changes.
    public init(
        noun: ObjectNoun,
        name: String? = nil,
        to revision: String? = nil,
        version: Int? = nil,
        plan: Bool = false,
        confirm: Bool? = nil
    ) {
        self.noun = noun
        self.name = name
        to = revision
        self.version = version
        self.plan = plan
        self.confirm = confirm
    }

    /// The same, with a yes to what it takes away.
    public var confirmed: RevertObject {
        var request = self
        request.confirm = true
        return request
    }
}
