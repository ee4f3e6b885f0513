public import Documents

/// Changes fields of an SRST reference; never its certificate, except that clearing *Is SRST Secure?* removes it.
public struct UpdateSRST: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst/update`.
    public static let path = "srst/update"

    /// The reference's name.
    public var name: String
    /// The fields to change; null sets a field back to its default.
    public var fields: Document
    /// The version that was read; the change is refused when the reference has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a change.
    public init(name: String, fields: Document, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.fields = fields
        self.version = version
        self.plan = plan
    }
}

/// Deletes an SRST reference (S15).
public struct DeleteSRST: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst/delete`.
    public static let path = "srst/delete"

    /// The reference's name.
    public var name: String
    /// Whether the pools that name it are moved to `disable` in the same transaction.
    public var detach: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a deletion.
    public init(name: String, detach: Bool = false, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.detach = detach
        self.version = version
        self.plan = plan
    }
}
