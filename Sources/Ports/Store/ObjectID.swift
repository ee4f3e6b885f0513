/// A surrogate key: what stays the same of an object when it is renamed or deleted.
public struct ObjectID: Hashable, Sendable, Comparable {
    /// The key; positive.
    public let rawValue: Int64

    /// The object with the given key.
    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Ordered by key, which is the order of creation.
    public static func < (left: ObjectID, right: ObjectID) -> Bool { left.rawValue < right.rawValue }
}
