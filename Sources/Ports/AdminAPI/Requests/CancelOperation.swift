/// Gives up the waves of a reset that are left.
public struct CancelOperation: ChangeRequest {
    /// The answer.
    public typealias Response = OperationReport
    /// `operation/cancel`.
    public static let path = "operation/cancel"

    /// The operation's number.
    public var id: Int
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request to cancel.
    public init(id: Int, plan: Bool = false) {
        self.id = id
        self.plan = plan
    }
}
