extension String {
    /// A site file without its position, which is each store's own.
    public var withoutPosition: String { firstRange(of: "cluster:").map { String(self[$0.lowerBound...]) } ?? self }
}
