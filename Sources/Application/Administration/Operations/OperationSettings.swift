/// What of the daemon's settings is about operations.
public struct OperationSettings: Sendable {
    /// A working hour: long enough for phones that are restarted by hand. Our own choice.
    public static let defaultStaleAfter = 3_600

    /// How many seconds after its file is published a phone that has not fetched it counts as stale.
    public var staleAfter: Int
    /// Whether phones are told of their new files.
    public var tellsPhones: Bool

    /// Settings with the given parts.
    public init(staleAfter: Int = OperationSettings.defaultStaleAfter, tellsPhones: Bool = false) {
        self.staleAfter = staleAfter
        self.tellsPhones = tellsPhones
    }
}
