/// What the security elements of one phone's file say, and why.
public struct SecurityDecision: Hashable, Sendable {
    /// One of the conditions of S09, in the order of the chapter.
    public struct Condition: Hashable, Sendable {
        /// Which one.
        public enum Name: String, Sendable, CaseIterable {
            /// The cluster security mode is mixed.
            case clusterMixed = "cluster-mixed"
            /// The device is authenticated or encrypted.
            case deviceProtected = "device-protected"
            /// The pool names a reference, and it is secure.
            case referenceSecure = "reference-secure"
            /// A valid certificate is stored for it.
            case certificateValid = "certificate-valid"
        }

        /// Which condition.
        public let name: Name
        /// Why it does not hold; `nil` when it holds.
        public let reason: SecurityReason?
        /// What was found, in words.
        public let found: String

        /// Whether the condition holds.
        public var holds: Bool { reason == nil }
    }

    /// The effective device security mode: the profile's in a mixed cluster, else non-secure (S07).
    public let deviceSecurityMode: DeviceSecurityMode
    /// The value of `transportLayerProtocol` (formats.md 1.3): 1 TCP, 2 UDP, 3 TLS, 4 the default.
    public let transportLayerProtocol: Int
    /// The value of `capfAuthMode`.
    public let capfAuthenticationMode: CAPFAuthenticationMode
    /// The value of `srstInfo/isSecure`.
    public let srstIsSecure: Bool
    /// The certificate the file carries, when all four conditions hold (S09).
    public let certificate: AcceptedCertificate?
    /// Whether that certificate has expired and stays because the cluster keeps such.
    public let keepsExpired: Bool
    /// The four conditions of S09 with what was found.
    public let conditions: [Condition]

    /// Why the file carries no certificate, in the order of the conditions; empty when it carries one.
    public var reasons: [SecurityReason] { conditions.compactMap(\.reason) }
}
