/// Goes through the set-up checklist of a secure SRST reference (S12); it asks the gateway, and changes nothing saved.
public struct CheckSRSTReference: AdminRequest {
    /// The answer.
    public typealias Response = SRSTCheckReport
    /// `srst/check`.
    public static let path = "srst/check"
    /// It asks a gateway.
    public static var weight: RequestWeight { .outside }
    /// Nobody waits for a gateway in vain.
    public static let canBeAbandoned = true

    /// The reference's name.
    public var name: String
    /// The steps for which the administrator gives their word; it counts where this host cannot tell.
    public var assume: [String]

    /// The request for a check.
    public init(name: String, assume: [String] = []) {
        self.name = name
        self.assume = assume
    }
}
