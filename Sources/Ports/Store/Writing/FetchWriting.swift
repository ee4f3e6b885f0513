/// Keeps what phones fetched.
public protocol FetchWriting {
    /// Keeps the last fetch of each phone, and of an operation's revisions the first that was complete; a name that no
    /// saved phone has is passed over.
    func recordFetches(_ records: [FetchRecord]) throws
}
