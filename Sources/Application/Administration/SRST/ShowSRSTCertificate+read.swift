internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Store

extension ShowSRSTCertificate: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> SRSTCertificateReport {
        let reference = try SecureReference(name, in: snapshot)
        let version = reference.saved.version
        let candidate = context.candidates.candidate(for: reference.id, version: version, now: context.now)
        return SRSTCertificateReport(
            object: reference.value.label,
            version: version,
            accepted: CertificateDetails.fields(reference.accepted, now: context.now),
            candidate: try candidate.map { try CandidateReport($0, of: reference, now: context.now) }
        )
    }
}

extension ExportSRSTCertificate: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> CertificateFileReport {
        let reference = try SecureReference(name, in: snapshot)
        guard let accepted = reference.accepted, let certificate = try? Certificate(der: accepted.certificate.der)
        else {
            throw Problem(
                .notFound,
                code: "no-certificate",
                "No certificate is accepted for it.",
                object: reference.value.label,
                hint: "Run cnfctl srst certificate fetch \(ShellWord.quoted(reference.value.name.text))."
            )
        }
        let bytes =
            switch format {
            case .pem: Array(certificate.pem.utf8)
            case .der: certificate.der
            }
        return CertificateFileReport(object: reference.value.label, format: format, file: Data(bytes))
    }
}
