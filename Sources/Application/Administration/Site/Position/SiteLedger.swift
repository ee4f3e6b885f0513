internal import Documents

/// What sees every change that a site file makes.
struct SiteLedger {
    /// Judges whether the file may make it; none for changes that no file makes.
    var fence: SiteFence?
    /// Adds it up; none when nobody asks what the sum is.
    var digest: ChangeDigest?

    /// Takes note of a change.
    ///
    /// - Parameters:
    ///   - object: How messages name the object.
    ///   - before: Its image before; none when it is new.
    ///   - after: Its image after; none when it is deleted.
    /// - Throws: What the store throws.
    mutating func note(
        _ object: String,
        from before: Document?,
        to after: Document?
    ) throws {
        try fence?.judge(object, before)
        digest?.add(object, before, after)
    }
}
