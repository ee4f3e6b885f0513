/// Resets, the latest first.
public struct OperationListReport: Codable, Hashable, Sendable {
    /// The operations.
    public var operations: [OperationReport]

    /// The given operations.
    public init(operations: [OperationReport]) { self.operations = operations }
}
