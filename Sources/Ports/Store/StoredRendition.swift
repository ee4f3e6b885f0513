/// A body of the store and where it came from.
public struct StoredRendition: Hashable, Sendable {
    /// The rendition's key.
    public let id: Int64
    /// The key of its body.
    public let bodyID: BodyID
    /// What it was made from.
    public let origin: RenditionOrigin

    /// A rendition as it is stored.
    public init(id: Int64, bodyID: BodyID, origin: RenditionOrigin) {
        self.id = id
        self.bodyID = bodyID
        self.origin = origin
    }
}
