internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension AcceptSRSTCertificate: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let saved = try Names.find(name, in: configuration.srstReferences)
        try Names.require(version, of: saved)
        let reference = saved.value
        guard reference.isSecure else {
            throw Problem(
                .validation,
                code: "reference-non-secure",
                "It is not saved as secure, so it can have no certificate.",
                object: reference.label,
                field: "secure",
                hint: "Run cnfctl srst update \(reference.name) --secure true first."
            )
        }
        let certificate = try Self.load(Array(file), for: reference)
        let warnings = try judge(certificate, for: reference, now: context.now)
        let before = configuration.certificates[saved.id]
        guard before?.certificate.der != certificate.der else {
            return ChangeReport(object: reference.label, plan: plan, changed: false, version: saved.version)
        }
        let record = CertificateRecord(
            certificate: AcceptedCertificate(
                der: certificate.der,
                fingerprint: certificate.sha256Fingerprint.bytes,
                notBefore: certificate.validity.notBefore,
                notAfter: certificate.validity.notAfter
            ),
            acceptedAt: context.now,
            acceptedBy: context.actor,
            basis: .file,
            acceptedOutsideValidity: !certificate.validity.contains(second: context.now)
        )
        try transaction.setCertificate(record, for: saved.id)
        var entry = context.audit("accept-certificate", reference.label)
        entry.before = CertificateDetails.document(before, now: context.now)
        entry.after = CertificateDetails.document(record, now: context.now)
        try transaction.appendAudit(entry)
        let pending = try context.publisher.preview(.srst(reference.name), context.event("preview"), in: transaction)
        let reset = ChapterMessages.pending(pending.published.count, resetWith: "reset --srst \(reference.name)")
        return ChangeReport(
            object: reference.label,
            plan: plan,
            changed: true,
            version: saved.version,
            messages: warnings + [reset].compactMap(\.self),
            pending: pending.published.count
        )
    }

    private static func load(_ file: [UInt8], for reference: SRSTReference) throws(Problem) -> Certificate {
        do throws(CertificateError) {
            return try Certificate.load(file)
        } catch {
            throw Problem(error, .validation, object: reference.label)
        }
    }

    /// Refuses what no gateway may present (S05) and what is outside its validity; answers the warnings.
    private func judge(_ certificate: Certificate, for reference: SRSTReference, now: Int) throws -> [Message] {
        let findings = certificate.acceptableForSRST()
        guard findings.isAcceptable else {
            throw Problems(findings.refusals.map { Problem($0, .trust, object: reference.label) })
        }
        var warnings = findings.warnings.map { Message(code: $0.code.rawValue, text: "\($0.message). \($0.remedy).") }
        let outside: (code: String, text: String)?
        switch certificate.validity.state(at: now) {
        case .within:
            outside = nil
        case .before:
            outside = (
                SecurityReason.certificateNotYetValid.rawValue,
                "The certificate is valid only from \(Instant.text(certificate.validity.notBefore))."
            )
        case .after:
            outside = (
                SecurityReason.certificateExpired.rawValue,
                "The certificate expired at \(Instant.text(certificate.validity.notAfter))."
            )
        }
        guard let outside else { return warnings }
        guard acceptExpired else {
            throw Problem(
                .trust,
                code: outside.code,
                outside.text,
                object: reference.label,
                hint: "Renew it on the gateway, check this host's clock, or repeat with --accept-expired."
            )
        }
        warnings.append(
            Message(
                code: outside.code,
                text: outside.text + " It was accepted all the same; whether files carry it once it has expired is the "
                    + "cluster's setting expired-certificate."
            )
        )
        return warnings
    }
}

extension Problem {
    /// A certificate's refusal, as sentences.
    init(_ error: CertificateError, _ kind: Kind, object: String) {
        self.init(kind, code: error.code.rawValue, error.message + ".", object: object, hint: error.remedy + ".")
    }
}
