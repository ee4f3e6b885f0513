/// The latest resets, with what became of their phones.
public struct ListOperations: AdminRequest {
    /// The answer.
    public typealias Response = OperationListReport
    /// `operation/list`.
    public static let path = "operation/list"
    /// It counts the phones of each.
    public static var weight: RequestWeight { .wide }

    /// At most so many, the latest first.
    public var limit: Int

    /// The request for a list.
    public init(limit: Int = 20) { self.limit = limit }
}
