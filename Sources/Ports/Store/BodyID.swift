/// The key of a stored body, which the renditions of many files share.
public struct BodyID: RawRepresentable, Hashable, Sendable {
    /// The number that the store gave it.
    public let rawValue: Int64

    /// The body of a number.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}
