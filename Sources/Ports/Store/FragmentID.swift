/// The key of a stored fragment: one phone's values.
public struct FragmentID: RawRepresentable, Hashable, Sendable {
    /// The number that the store gave it.
    public let rawValue: Int64

    /// The fragment of a number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}
