/// How far a boot storm has come.
public struct StormProgress: Hashable, Sendable {
    /// All phones.
    public var phones: Int
    /// Phones that are done, failed ones included.
    public var done: Int
    /// Phones that gave up.
    public var failed: Int
    /// Microseconds since the storm began.
    public var microseconds: UInt64
}
