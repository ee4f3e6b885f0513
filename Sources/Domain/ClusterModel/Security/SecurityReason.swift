/// Why a phone's file carries no SRST certificate (requirements.md, "What the file says").
public enum SecurityReason: String, Sendable, CaseIterable {
    /// The cluster security mode is non-secure (S07).
    case clusterNonSecure = "cluster-non-secure"
    /// The device security mode is non-secure.
    case deviceNonSecure = "device-non-secure"
    /// The device pool's choice is `disable`.
    case srstDisabled = "srst-disabled"
    /// The device pool's choice is `use-default-gateway`.
    case srstDefaultGateway = "srst-default-gateway"
    /// *Is SRST Secure?* is not set.
    case referenceNonSecure = "reference-non-secure"
    /// No certificate has been accepted for the reference.
    case noCertificate = "no-certificate"
    /// The accepted certificate has expired and the cluster leaves such out.
    case certificateExpired = "certificate-expired"
    /// The accepted certificate is not valid yet.
    case certificateNotYetValid = "certificate-not-yet-valid"
}
