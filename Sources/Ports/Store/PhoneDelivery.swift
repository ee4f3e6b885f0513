public import ClusterModel
public import Platform

/// What is known of one phone's file of one revision: the facts its outcome follows from.
public struct PhoneDelivery: Hashable, Sendable {
    /// The first transfer of exactly that revision's bytes; one that was acknowledged to its end takes the place of one of
    /// which the last acknowledgement is missing. What ended otherwise is none.
    public struct Arrival: Hashable, Sendable {
        /// When it ended, in seconds since 1970.
        public var time: UnixTime
        /// The phone's address, without its port.
        public var address: String
        /// Whether the last acknowledgement came, too; some phones send none.
        public var isAcknowledged: Bool

        /// An arrival with the given parts.
        public init(time: UnixTime, address: String, isAcknowledged: Bool) {
            self.time = time
            self.address = address
            self.isAcknowledged = isAcknowledged
        }
    }

    /// The phone.
    public var phone: DeviceName
    /// The stamp of its file; none when the revision took it away.
    public var stamp: VersionStamp?
    /// When the next revision that published or took away the phone's file was committed, in seconds since 1970; none
    /// while there is none.
    public var supersededAt: UnixTime?
    /// Its arrival, if there was one.
    public var arrival: Arrival?

    /// Whether the revision took its file away.
    public var isWithdrawal: Bool { stamp == nil }

    /// A delivery with the given parts.
    public init(
        phone: DeviceName,
        stamp: VersionStamp?,
        supersededAt: UnixTime? = nil,
        arrival: Arrival? = nil
    ) {
        self.phone = phone
        self.stamp = stamp
        self.supersededAt = supersededAt
        self.arrival = arrival
    }
}

/// How many of a revision's phones there are of each sort; the same facts as ``PhoneDelivery``, counted.
public struct DeliveryCounts: Hashable, Sendable {
    /// Arrived, the last acknowledgement included.
    public var acknowledged: Int
    /// Arrived without the last acknowledgement.
    public var unacknowledged: Int
    /// Neither arrived nor superseded before the deadline.
    public var waiting: Int

    /// So many of each.
    public init(acknowledged: Int, unacknowledged: Int, waiting: Int) {
        self.acknowledged = acknowledged
        self.unacknowledged = unacknowledged
        self.waiting = waiting
    }
}
