/// Why a phone's file says what it says about security.
public struct ExplainFile: AdminRequest {
    /// The answer.
    public typealias Response = FileExplanation
    /// `file/explain`.
    public static let path = "file/explain"

    /// The phone's name or address.
    public var phone: String
    /// The end of an element's path, or an element with all that is in it: `srstInfo/isSecure`, `devicePool`; every element
    /// when it is not given.
    public var element: String?
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for an explanation.
    public init(phone: String, element: String? = nil, asOf: String? = nil) {
        self.phone = phone
        self.element = element
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case phone, element
        case asOf = "as-of"
    }
}
