public import ClusterModel

/// What phones have fetched.
public protocol FetchReading {
    /// What is known of the phone's requests for its file; none before the first.
    func fetches(of phone: DeviceName) throws -> PhoneFetches?

    /// Calls `body` with what saved phones are served and have fetched, in the order of their names; it costs what it
    /// passes, however many other phones and revisions there are.
    ///
    /// - Parameters:
    ///   - first: The phone after which to begin; at the first when it is not given.
    ///   - last: The last one, whether it is there or not; all the others when it is not given.
    ///   - body: Takes a phone.
    /// - Throws: What the store or `body` throws.
    func forEachFileStatus(
        after first: DeviceName?,
        through last: DeviceName?,
        _ body: (PhoneFileStatus) throws -> Void
    ) throws
}

extension FetchReading {
    /// Calls `body` with what every saved phone is served and has fetched, in the order of their names.
    public func forEachFileStatus(_ body: (PhoneFileStatus) throws -> Void) throws {
        try forEachFileStatus(after: nil, through: nil, body)
    }
}
