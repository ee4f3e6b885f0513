/// How many phones of a reset came to what.
public struct PhoneCounts: Codable, Hashable, Sendable {
    /// Left alone, because their bytes are the same.
    public var unchanged: Int
    /// Waited for: their file is published, and not fetched yet.
    public var published: Int
    /// Have fetched exactly these bytes.
    public var fetched: Int
    /// Were sent exactly these bytes; only the last acknowledgement never came.
    public var sent: Int
    /// Have not fetched their file in time.
    public var stale: Int
    /// Had not fetched it when a later revision took its place.
    public var superseded: Int
    /// Their file was taken away.
    public var withdrawn: Int

    /// So many of each.
    public init(
        unchanged: Int,
        published: Int,
        fetched: Int,
        sent: Int,
        stale: Int,
        superseded: Int,
        withdrawn: Int
    ) {
        self.unchanged = unchanged
        self.published = published
        self.fetched = fetched
        self.sent = sent
        self.stale = stale
        self.superseded = superseded
        self.withdrawn = withdrawn
    }

    /// How many phones got a new file.
    public var changed: Int { published + fetched + sent + stale + superseded }
}
