public import ClusterModel
public import Platform

/// How one request of a phone for its file ended, as it is written down (A02).
public struct FetchRecord: Hashable, Sendable {
    /// The phone.
    public var phone: DeviceName
    /// When the request ended, in seconds since 1970.
    public var time: UnixTime
    /// The address it came from, without its port. Who has acknowledged nothing may have forged it.
    public var address: String
    /// `fetched`, `sent` (all of it, but the last acknowledgement is missing), `refused`, …
    public var outcome: String
    /// Why, when it was not fetched.
    public var reason: String?
    /// The incarnation of the store the bytes came from; none when there were none.
    public var incarnation: String?
    /// The revision the bytes came from.
    public var revision: RevisionNumber?
    /// The SHA-256 of the bytes.
    public var hash: SHA256Hash?

    /// A record with the given parts.
    public init(
        phone: DeviceName,
        time: UnixTime,
        address: String,
        outcome: String,
        reason: String? = nil,
        incarnation: String? = nil,
        revision: RevisionNumber? = nil,
        hash: SHA256Hash? = nil
    ) {
        self.phone = phone
        self.time = time
        self.address = address
        self.outcome = outcome
        self.reason = reason
        self.incarnation = incarnation
        self.revision = revision
        self.hash = hash
    }
}

extension FetchRecord {
    /// What a request proves of the bytes at the phone.
    public enum Proof: Hashable, Sendable {
        /// They were acknowledged to the end.
        case acknowledged
        /// All but the last block was acknowledged, and that one was sent: most likely the phone has it.
        case unacknowledged
    }

    /// The outcome of a transfer whose last block was acknowledged.
    public static let fetched = "fetched"
    /// The outcome of a transfer of which only the last acknowledgement is missing.
    public static let sent = "sent"

    /// The outcome of a transfer that the client ended on purpose.
    public static let cancelled = "cancelled"

    /// Whether something went wrong. A client that ends a transfer on purpose has what it wanted.
    public var isFailure: Bool { ![Self.fetched, Self.sent, Self.cancelled].contains(outcome) }

    /// What it proves; nothing however else it ended, and nothing without bytes.
    public var proof: Proof? {
        guard hash != nil else { return nil }
        return switch outcome {
        case Self.fetched: .acknowledged
        case Self.sent: .unacknowledged
        default: nil
        }
    }
}
