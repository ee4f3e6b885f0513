/// Looks at the daemon and its site, or at one phone, for what is not as it should be; it changes nothing.
public struct Examine: AdminRequest {
    /// The answer.
    public typealias Response = ExaminationReport
    /// `doctor/examine`.
    public static let path = "doctor/examine"
    /// It goes through the whole site.
    public static var weight: RequestWeight { .wide }
    /// Nobody waits in vain for a server that does not answer.
    public static let canBeAbandoned = true

    /// The phone to look at, by its name or address; the whole site when it is not given.
    public var phone: String?

    /// The request for an examination.
    public init(phone: String? = nil) { self.phone = phone }
}
