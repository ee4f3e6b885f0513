internal import AdminAPI
internal import CertificateProvider
internal import ClusterModel
internal import Documents
internal import Store

extension FetchSRSTCertificate: ErrandUseCase {
    func errand(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Saved<SRSTReference> {
        let reference = try SecureReference(name, in: snapshot)
        if let fingerprint { _ = try FingerprintCheck.read(fingerprint, object: reference.value.label) }
        return reference.saved
    }

    func run(_ errand: Saved<SRSTReference>, _ context: UseCaseContext) async throws -> ProvidedCertificate {
        let result = await GatewayInquiry(reference: errand).ask(context)
        // Given up is given up, however far it had come.
        try Task.checkCancellation()
        do {
            return try result.get()
        } catch {
            throw Problem(error, fetchedFor: errand.value)
        }
    }

    func conclude(
        _ errand: Saved<SRSTReference>,
        _ finding: ProvidedCertificate,
        _ snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> CandidateReport {
        let reference = try SecureReference(name, in: snapshot)
        // Its addresses may be others by now.
        try Names.require(errand.version, of: reference.saved)
        if let fingerprint {
            try FingerprintCheck.require(fingerprint, of: finding.certificate, object: reference.value.label)
        }
        let candidate = CertificateCandidate(
            provided: finding,
            referenceVersion: errand.version,
            fetchedAt: context.now,
            fetchedBy: context.actor
        )
        let report = try CandidateReport(candidate, of: reference, now: context.now)
        context.candidates.keep(candidate, for: reference.id)
        return report
    }
}
