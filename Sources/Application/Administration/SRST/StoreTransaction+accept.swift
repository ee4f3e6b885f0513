internal import Certificates
internal import ClusterModel
internal import Store

extension StoreTransaction {
    /// Accepts a certificate in the place of any before it, with audit and history; the reference has another version then,
    /// so that whoever read it before does not change it unseen.
    @discardableResult
    func accept(
        _ record: CertificateRecord,
        for reference: SecureReference,
        _ context: UseCaseContext
    ) throws -> Saved<SRSTReference> {
        try setCertificate(record, for: reference.id)
        let saved = try save(reference.value)
        // Its addresses are the same, so what its gateway did and presented there still counts.
        afterCommit { [context, id = reference.id, before = reference.saved.version] in
            context.sights.renew(id, from: before, to: saved.version)
            context.candidates.renew(id, from: before, to: saved.version)
        }
        let event = CertificateEvent(
            .accepted,
            time: context.now,
            actor: context.actor,
            certificate: record.certificate,
            basis: record.basis,
            acceptedOutsideValidity: record.acceptedOutsideValidity
        )
        try recordCertificateEvent(event, for: reference.id)
        var entry = context.audit("accept-certificate", reference.value.label)
        entry.before = CertificateDetails.document(reference.accepted, now: context.now)
        entry.after = CertificateDetails.document(record, now: context.now)
        try appendAudit(entry)
        return saved
    }
}

extension AcceptedCertificate {
    /// What the rules need to know of a certificate.
    init(_ certificate: Certificate) {
        self.init(
            der: certificate.der,
            fingerprint: certificate.sha256,
            notBefore: certificate.validity.notBefore,
            notAfter: certificate.validity.notAfter
        )
    }
}
