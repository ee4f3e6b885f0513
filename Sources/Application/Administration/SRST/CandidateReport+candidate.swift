internal import AdminAPI
internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TLS

extension CandidateReport {
    /// A candidate beside what is accepted; refused when no gateway may present it (S05).
    init(_ candidate: CertificateCandidate, of reference: SecureReference, now: UnixTime) throws {
        let certificate = candidate.provided.certificate
        let judgement = try CertificateJudgement(certificate, for: reference.value, now: now)
        let comparison: Comparison =
            switch reference.accepted?.certificate.der {
            case nil: .none
            case certificate.der: .same
            default: .different
            }
        self.init(
            object: reference.value.label,
            version: candidate.referenceVersion,
            certificate: CertificateDetails.fields(certificate, now: now),
            isWithinValidity: judgement.outsideValidity == nil,
            providers: candidate.provided.presentations.map {
                Provider(
                    address: $0.address,
                    tlsVersion: $0.version.description,
                    cipherSuite: $0.cipherSuite
                )
            },
            fetchedAt: candidate.fetchedAt.text,
            fetchedBy: candidate.fetchedBy,
            keptUntil: candidate.keptUntil.text,
            previouslyAccepted: comparison,
            accepted: CertificateDetails.fields(reference.accepted, now: now),
            messages: candidate.provided.passedOver.map(Message.init) + judgement.warnings
                + [judgement.outsideValidity].compactMap(\.self)
        )
    }
}
