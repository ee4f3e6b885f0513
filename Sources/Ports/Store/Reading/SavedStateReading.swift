public import ClusterModel

/// What is saved now.
public protocol SavedStateReading {
    /// Everything saved but the phones.
    func configuration() throws -> SavedConfiguration

    /// The saved phone of that name.
    func phone(_ name: DeviceName) throws -> Saved<Phone>?

    /// The last of so many saved phones that follow another, or that are the first; none when there are fewer.
    func phone(_ count: Int, after first: DeviceName?) throws -> DeviceName?

    /// Calls `body` with saved phones in the order of their names.
    ///
    /// - Parameters:
    ///   - first: The phone after which to begin; at the first when it is not given.
    ///   - last: The last one, whether it is there or not; all the others when it is not given.
    ///   - body: Takes a phone.
    /// - Throws: What the store or `body` throws.
    func forEachPhone(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (Saved<Phone>) throws -> Void
    ) throws

    /// The names of the first saved phones, in order, that begin with a text, without regard to case; it costs what it
    /// answers, however many phones there are.
    func phoneNames(beginningWith prefix: String, limit: Int) throws -> [String]
}

extension SavedStateReading {
    /// Calls `body` with every saved phone in the order of their names.
    public func forEachPhone(_ body: (Saved<Phone>) throws -> Void) throws {
        try forEachPhone(after: nil, through: nil, body)
    }
}
