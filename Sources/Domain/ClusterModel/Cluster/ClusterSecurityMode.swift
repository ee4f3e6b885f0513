public import Documents

/// The cluster security mode: one setting for the whole cluster.
public enum ClusterSecurityMode: String, Sendable, CaseIterable, DocumentConvertible {
    /// No phone uses security, whatever its profile says (S07, S08).
    case nonSecure = "non-secure"
    /// Each phone uses the security of its profile.
    case mixed
}
