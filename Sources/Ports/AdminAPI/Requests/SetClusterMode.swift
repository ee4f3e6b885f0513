/// Changes the cluster security mode.
public struct SetClusterMode: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `cluster/set-mode`.
    public static let path = "cluster/set-mode"

    /// `mixed` or `non-secure`.
    public var mode: String
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a mode.
    public init(mode: String, version: Int? = nil, plan: Bool = false) {
        self.mode = mode
        self.version = version
        self.plan = plan
    }
}
