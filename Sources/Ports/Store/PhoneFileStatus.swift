public import ClusterModel
public import Platform

/// What a phone is served and what it has fetched.
public struct PhoneFileStatus: Hashable, Sendable {
    /// The file a phone is served.
    public struct Served: Hashable, Sendable {
        /// The revision that published it.
        public var revision: RevisionNumber
        /// Its SHA-256.
        public var hash: SHA256Hash

        /// A file of a revision.
        public init(revision: RevisionNumber, hash: SHA256Hash) {
            self.revision = revision
            self.hash = hash
        }
    }

    /// The phone.
    public var phone: DeviceName
    /// The file it is served; none when there is none.
    public var served: Served?
    /// What is known of its requests; none before the first.
    public var fetches: PhoneFetches?

    /// How the two compare.
    public var state: FetchState { FetchState(fetches, served: served?.hash) }

    /// The status of a phone.
    public init(phone: DeviceName, served: Served?, fetches: PhoneFetches?) {
        self.phone = phone
        self.served = served
        self.fetches = fetches
    }
}
