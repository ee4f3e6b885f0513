/// The imported certificates of phones.
public struct ListPhoneCertificates: AdminRequest {
    /// The answer.
    public typealias Response = ObjectListReport
    /// `phone-certificate/list`.
    public static let path = "phone-certificate/list"
    /// It goes through the whole site.
    public static var weight: RequestWeight { .wide }

    /// One phone's only.
    public var phone: String?

    /// The request for a list.
    public init(phone: String? = nil) { self.phone = phone }
}
