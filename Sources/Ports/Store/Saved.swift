/// An object of the saved state with its key and version.
public struct Saved<Value: Sendable>: Sendable {
    /// The object's key.
    public let id: ObjectID
    /// How often it was saved, from 1; what conditional updates compare.
    public let version: Int
    /// The object.
    public let value: Value

    /// An object as it is stored.
    public init(id: ObjectID, version: Int, value: Value) {
        self.id = id
        self.version = version
        self.value = value
    }
}
