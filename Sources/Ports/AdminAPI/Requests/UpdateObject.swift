public import Documents

/// Changes fields of an object; of an SRST reference never the certificate, except that clearing *Is SRST Secure?*
/// removes it (S14, S18).
public struct UpdateObject: ConfirmableRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/update`.
    public static let path = "object/update"

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?
    /// The fields to change; null sets a field back to its default, `group.field` changes one field of a group.
    public var fields: Document
    /// Whether to reset the dependents in the same step.
    public var reset: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether the change may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool?

    /// The request for a change.
    public init(
        noun: ObjectNoun,
        name: String? = nil,
        fields: Document,
        reset: Bool = false,
        version: Int? = nil,
        plan: Bool = false,
        confirm: Bool? = nil
    ) {
        self.noun = noun
        self.name = name
        self.fields = fields
        self.reset = reset
        self.version = version
        self.plan = plan
        self.confirm = confirm
    }

    /// The same change, with a yes to what it takes away.
    public var confirmed: UpdateObject {
        var request = self
        request.confirm = true
        return request
    }
}
