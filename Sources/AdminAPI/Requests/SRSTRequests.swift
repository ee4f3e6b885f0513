public import Documents
public import FoundationEssentials

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

/// Accepts a gateway's certificate for a secure SRST reference, from a file (S14).
public struct AcceptSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/accept`.
    public static let path = "srst-certificate/accept"

    /// The reference's name.
    public var name: String
    /// The file: one certificate, PEM or DER.
    public var file: Data
    /// Whether one outside its validity is accepted.
    public var acceptExpired: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an acceptance.
    public init(name: String, file: Data, acceptExpired: Bool = false, version: Int? = nil, plan: Bool = false) {
        self.name = name
        self.file = file
        self.acceptExpired = acceptExpired
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case name, file, plan, version
        case acceptExpired = "accept-expired"
    }
}
