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

/// One reset, with what became of its phones.
public struct ShowOperation: AdminRequest {
    /// The answer.
    public typealias Response = OperationReport
    /// `operation/show`.
    public static let path = "operation/show"
    /// It may name every phone.
    public static var weight: RequestWeight { .wide }

    /// The operation's number; the latest when it is not given.
    public var id: Int?
    /// Whether every phone is named with its outcome, or only how many there are of each is told.
    public var phones: Bool
    /// Only the phones that came to this.
    public var outcome: String?

    /// The request for an operation.
    public init(id: Int? = nil, phones: Bool = false, outcome: String? = nil) {
        self.id = id
        self.phones = phones
        self.outcome = outcome
    }
}

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
