public import ClusterModel
public import Platform

/// What is known of a phone's requests for its file: the last one, however it ended, and apart from it the last that proves
/// something. No later request overturns that, for anybody can send one in the phone's name.
public struct PhoneFetches: Hashable, Sendable {
    /// A file that went to the phone.
    public struct Transfer: Hashable, Sendable {
        /// When the transfer ended, in seconds since 1970.
        public var time: UnixTime
        /// The phone's address, without its port.
        public var address: String
        /// The incarnation of the store the bytes came from.
        public var incarnation: String?
        /// The revision the bytes came from.
        public var revision: RevisionNumber?
        /// The SHA-256 of the bytes.
        public var hash: SHA256Hash

        /// A transfer with the given parts.
        public init(time: UnixTime, address: String, incarnation: String?, revision: RevisionNumber?, hash: SHA256Hash)
        {
            self.time = time
            self.address = address
            self.incarnation = incarnation
            self.revision = revision
            self.hash = hash
        }
    }

    /// The last request.
    public var lastRequest: FetchRecord
    /// The last transfer that was acknowledged to the end.
    public var lastComplete: Transfer?
    /// The last transfer since then of which only the last acknowledgement is missing.
    public var sentSince: Transfer?
    /// Where the phone acknowledged its file before it did from another address.
    public var previousAddress: String?

    /// Fetches with the given parts.
    public init(
        lastRequest: FetchRecord,
        lastComplete: Transfer? = nil,
        sentSince: Transfer? = nil,
        previousAddress: String? = nil
    ) {
        self.lastRequest = lastRequest
        self.lastComplete = lastComplete
        self.sentSince = sentSince
        self.previousAddress = previousAddress
    }
}
