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
