public import ClusterModel

/// A part of the phones of a selection, in the order of their names.
public struct WaveExtent: Hashable, Sendable {
    /// How many phones get a new file at most.
    public var size: Int
    /// The phones behind this one; all of them when it is not given.
    public var after: DeviceName?

    /// So many phones behind one.
    public init(size: Int, after: DeviceName? = nil) {
        self.size = size
        self.after = after
    }
}
