internal import Certificates
internal import ClusterModel
internal import Platform
internal import Store

/// All that the set-up checklist of a reference depends on (S12).
struct SetUpFacts {
    /// What the gateway's certificate provider did when it was asked.
    enum Provider {
        /// All its addresses presented one certificate.
        ///
        /// - fingerprint: The SHA-256.
        /// - refusal: Why no gateway may present it; none when it may (S05).
        case presents(fingerprint: SHA256Hash, refusal: CertificateError?)
        /// It answered, but not with one certificate that could be taken (S04).
        case refused(CertificateError)
        /// It did not answer.
        case silent(CertificateError)
        /// It was not asked: the reference is not secure.
        case notAsked
    }

    /// The reference.
    var reference: SRSTReference
    /// What its gateway did.
    var provider: Provider
    /// The cluster security mode.
    var clusterMode: ClusterSecurityMode
    /// What becomes of expired certificates.
    var expiredCertificate: ExpiredCertificatePolicy
    /// The accepted certificate.
    var accepted: AcceptedCertificate?
    /// The device pools that name the reference, by name.
    var devicePools: [ObjectName]
    /// The phones that get something from it, in the saved state or in the file they are served now.
    var phones: [SetUpPhone]
    /// How many issuers of phones' certificates are kept here.
    var authorities: Int
    /// The second for which validity is judged, since 1970.
    var asOf: UnixTime
}

/// A phone that depends on the reference.
struct SetUpPhone {
    /// The phone's name.
    var name: DeviceName
    /// What its security profile asks for; none when it gets nothing from the reference in the saved state.
    var mode: DeviceSecurityMode?
    /// Whether a certificate of its own was imported.
    var hasCertificate: Bool
    /// The revision of the file it is served; none when it has none.
    var revision: RevisionNumber?
    /// The SHA-256 of the SRST certificate in that file.
    var published: SHA256Hash?
    /// Whether a reset would change its file.
    var isPending: Bool
    /// Whether it has the file it is served now.
    var fetched: FetchState

    /// Whether it is to use secure SRST.
    var isProtected: Bool { mode?.usesTLS == true }
}
