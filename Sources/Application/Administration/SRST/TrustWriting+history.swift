internal import Store

extension TrustWriting {
    /// Puts back the certificate that was accepted earlier, or that there was none, with history; the audit record is
    /// that of the change it goes with.
    func restore(
        _ record: CertificateRecord?,
        over present: CertificateRecord?,
        for reference: ObjectID,
        _ context: UseCaseContext
    ) throws {
        try setCertificate(record, for: reference)
        guard record != nil else { return try noteRemoval(of: present, for: reference, context) }
        try noteReturn(of: record, for: reference, context)
    }

    /// Notes that a certificate that was accepted earlier is the accepted one again; the audit record is that of the change
    /// it goes with.
    func noteReturn(of record: CertificateRecord?, for reference: ObjectID, _ context: UseCaseContext) throws {
        guard let record else { return }
        let event = CertificateEvent(
            .accepted,
            time: context.now,
            actor: context.actor,
            certificate: record.certificate,
            basis: record.basis,
            acceptedOutsideValidity: record.acceptedOutsideValidity
        )
        try recordCertificateEvent(event, for: reference)
    }

    /// Notes that an accepted certificate goes away with its reference or its security (S15, S18); the audit record is that
    /// of the change it goes with.
    func noteRemoval(of record: CertificateRecord?, for reference: ObjectID, _ context: UseCaseContext) throws {
        guard let record else { return }
        let event = CertificateEvent(
            .removed,
            time: context.now,
            actor: context.actor,
            certificate: record.certificate,
            basis: record.basis,
            acceptedOutsideValidity: record.acceptedOutsideValidity
        )
        try recordCertificateEvent(event, for: reference)
    }
}
