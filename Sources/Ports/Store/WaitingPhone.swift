public import ClusterModel

/// A phone that has yet to fetch the file a revision published for it.
public struct WaitingPhone: Hashable, Sendable {
    /// Its key.
    public var id: ObjectID
    /// The phone.
    public var name: DeviceName
    /// The stamp of its file.
    public var stamp: VersionStamp
    /// Where it last acknowledged a file of its own to the end, without a port; none before the first time. The address of
    /// any other request may be forged.
    public var address: String?

    /// A phone with the given parts.
    public init(id: ObjectID, name: DeviceName, stamp: VersionStamp, address: String?) {
        self.id = id
        self.name = name
        self.stamp = stamp
        self.address = address
    }
}
