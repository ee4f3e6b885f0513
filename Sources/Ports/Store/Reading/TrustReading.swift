public import ClusterModel

/// The certificates that were accepted or imported.
public protocol TrustReading {
    /// What became of the certificates of the references that have, or had, this name, oldest first; none when there never
    /// was such a reference.
    func certificateHistory(of reference: ObjectName) throws -> [CertificateEvent]?

    /// What vouches for phones' certificates: the CAPF root first, the others in the order they were added.
    func authorities() throws -> [AuthorityRecord]

    /// Calls `body` with every imported certificate of `phone`, or of all phones in the order of their names.
    func forEachPhoneCertificate(
        of phone: DeviceName?,
        _ body: (DeviceName, PhoneCertificateRecord) throws -> Void
    ) throws
}
