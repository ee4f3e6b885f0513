internal import AdminAPI
internal import CertificateProvider
internal import ClusterModel
internal import Documents
internal import Store

extension RejectSRSTCertificate: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let reference = try SecureReference(name, in: transaction)
        let candidate = try reference.candidate(lookedAt: self.candidate, context)
        if recorded { try record(candidate, of: reference, transaction, context) }
        transaction.afterCommit { [candidates = context.candidates, id = reference.id] in
            candidates.discard(candidate, for: id)
        }
        return ChangeReport(
            object: reference.value.label,
            plan: plan,
            changed: recorded,
            version: reference.saved.version
        )
    }

    private func record(
        _ candidate: CertificateCandidate,
        of reference: SecureReference,
        _ transaction: any TrustWriting & AuditWriting,
        _ context: UseCaseContext
    ) throws {
        let certificate = candidate.provided.certificate
        let event = CertificateEvent(
            .rejected,
            time: context.now,
            actor: context.actor,
            certificate: AcceptedCertificate(certificate)
        )
        try transaction.recordCertificateEvent(event, for: reference.id)
        var entry = context.audit("reject-certificate", reference.value.label)
        entry.after = .mapping([
            Document.Entry("rejected", CertificateDetails.fields(certificate, now: context.now))
        ])
        try transaction.appendAudit(entry)
    }
}
