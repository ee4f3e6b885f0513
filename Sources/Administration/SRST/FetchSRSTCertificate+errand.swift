internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

extension FetchSRSTCertificate: ErrandUseCase {
    struct Errand: Sendable {
        let reference: SRSTReference
        let version: Int
    }

    func errand(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Errand {
        let reference = try SecureReference(name, in: snapshot)
        if let fingerprint { _ = try FingerprintCheck.read(fingerprint, object: reference.value.label) }
        return Errand(reference: reference.value, version: reference.saved.version)
    }

    func run(_ errand: Errand, _ context: UseCaseContext) async throws -> ProvidedCertificate {
        do throws(CertificateError) {
            return try await context.provider.fetch(
                from: errand.reference.distinctAddresses.map(\.text),
                port: UInt16(clamping: errand.reference.certificateProviderPort.number)
            )
        } catch {
            throw Problem(
                error,
                error.code.isAboutTheCertificate ? .trust : .unavailable,
                object: errand.reference.label
            )
        }
    }

    func conclude(
        _ errand: Errand,
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

extension CertificateError.Code {
    /// Whether it speaks against the certificate, not against the way there.
    fileprivate var isAboutTheCertificate: Bool {
        let ways: Set<Self> = [
            .noProviderAddress, .tooManyAddresses, .providerNameNotFound, .providerLookupFailed, .providerRefused,
            .providerUnreachable,
            .providerConnectTimeout, .providerHandshakeTimeout, .providerNotTLS, .providerReset, .providerClosed,
            .providerHandshakeFailed, .fetchCancelled, .fetchImpossible,
        ]
        return !ways.contains(self)
    }
}
