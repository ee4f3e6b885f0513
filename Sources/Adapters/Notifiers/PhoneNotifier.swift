public import ClusterModel

/// Tells phones that there are new files for them; a phone that is not told fetches when it boots.
public protocol PhoneNotifier: Sendable {
    /// Tells the phones. What goes wrong is an outcome: the files are published all the same.
    ///
    /// - Throws: When its task is cancelled before all are told; whoever still has to be told is told anew.
    func tell(_ phones: [NotifiedPhone]) async throws(CancellationError) -> NotificationOutcome
}

/// A phone that is to be told.
public struct NotifiedPhone: Hashable, Sendable {
    /// The phone.
    public var name: DeviceName
    /// Where it last acknowledged its file to the end, without a port; none when it never did.
    public var address: String?
    /// The stamp of its new file.
    public var stamp: VersionStamp?

    /// A phone at an address.
    public init(name: DeviceName, address: String?, stamp: VersionStamp? = nil) {
        self.name = name
        self.address = address
        self.stamp = stamp
    }
}

/// What became of telling phones.
public struct NotificationOutcome: Hashable, Sendable {
    /// How many were told.
    public var told: Int
    /// How many were not.
    public var failed: Int
    /// The first reason why not, as a sentence.
    public var reason: String?

    /// So many of each.
    public init(told: Int, failed: Int, reason: String? = nil) {
        self.told = told
        self.failed = failed
        self.reason = reason
    }
}
