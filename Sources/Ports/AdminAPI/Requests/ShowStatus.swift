/// How the daemon and its site are.
public struct ShowStatus: AdminRequest {
    /// The answer.
    public typealias Response = StatusReport
    /// `status/show`.
    public static let path = "status/show"
    /// It goes through the whole site.
    public static var weight: RequestWeight { .wide }

    /// The request.
    public init() {}
}
