public import Platform

/// Changes which certificates are accepted or imported.
public protocol TrustWriting {
    /// Sets, replaces or removes the certificate accepted for a reference.
    func setCertificate(_ record: CertificateRecord?, for reference: ObjectID) throws

    /// Sets or replaces the certificate of its kind of a phone; deleting the phone removes it.
    func setCertificate(_ record: PhoneCertificateRecord, ofPhone phone: ObjectID) throws

    /// Appends to the history of a reference's certificates; in a rehearsal it does nothing.
    func recordCertificateEvent(_ event: CertificateEvent, for reference: ObjectID) throws

    /// Removes the authority whose certificate has that SHA-256.
    func removeAuthority(_ fingerprint: SHA256Hash) throws

    /// Adds what vouches for phones' certificates; a CAPF root takes the place of the one before.
    func add(_ authority: AuthorityRecord) throws
}
