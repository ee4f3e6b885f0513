/// Deletes an object that nothing names any more; a phone's file is withdrawn at once (S02), a reference's certificate
/// goes with it (S15).
public struct DeleteObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/delete`.
    public static let path = "object/delete"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's name.
    public var name: String
    /// Whether the device pools that name an SRST reference are moved to `disable` in the same transaction.
    public var detach: Bool
    /// Whether to reset the dependents in the same step.
    public var reset: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a deletion.
    public init(
        noun: ObjectNoun,
        name: String,
        detach: Bool = false,
        reset: Bool = false,
        version: Int? = nil,
        plan: Bool = false
    ) {
        self.noun = noun
        self.name = name
        self.detach = detach
        self.reset = reset
        self.version = version
        self.plan = plan
    }
}
