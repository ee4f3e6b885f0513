public import ClusterModel

/// In which order the phones of a selection come.
public enum CandidateOrder: Sendable {
    /// By name.
    case name
    /// By name, beginning behind one.
    case nameAfter(DeviceName)
    /// As is quickest: where they lie in the store.
    case stored
}
