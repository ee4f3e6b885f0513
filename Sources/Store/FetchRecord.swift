public import ClusterModel

/// How a phone's last request for its file ended: who still runs an old file can be told from it (A02).
public struct FetchRecord: Hashable, Sendable {
    /// The phone.
    public var phone: DeviceName
    /// When the request ended, in seconds since 1970.
    public var time: Int
    /// The phone's address, without its port.
    public var address: String
    /// `fetched`, `sent` (all of it, but the last acknowledgement is missing), `refused`, …
    public var outcome: String
    /// Why, when it was not fetched.
    public var reason: String?
    /// The incarnation of the store the bytes came from; none when there were none.
    public var incarnation: String?
    /// The revision the bytes came from.
    public var revision: Int?
    /// The SHA-256 of the bytes: 32 bytes.
    public var hash: [UInt8]?
    /// The address before the present one, when it has changed.
    public var previousAddress: String?

    /// A record with the given parts.
    public init(
        phone: DeviceName,
        time: Int,
        address: String,
        outcome: String,
        reason: String? = nil,
        incarnation: String? = nil,
        revision: Int? = nil,
        hash: [UInt8]? = nil,
        previousAddress: String? = nil
    ) {
        self.phone = phone
        self.time = time
        self.address = address
        self.outcome = outcome
        self.reason = reason
        self.incarnation = incarnation
        self.revision = revision
        self.hash = hash
        self.previousAddress = previousAddress
    }
}

extension FetchRecord {
    /// The outcome of a transfer whose last block was acknowledged.
    public static let fetched = "fetched"
    /// The outcome of a transfer whose last acknowledgement never came.
    public static let sent = "sent"

    /// Whether the phone has the whole file.
    public var isComplete: Bool { [Self.fetched, Self.sent].contains(outcome) }
}
