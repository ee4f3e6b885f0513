internal import AdminAPI
internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension AcceptSRSTCertificate: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let reference = try SecureReference(name, in: transaction)
        try Names.require(version, of: reference.saved)
        let candidate = file == nil ? try reference.candidate(lookedAt: self.candidate, context) : nil
        let certificate = try candidate?.provided.certificate ?? load(for: reference.value)
        if let fingerprint {
            try FingerprintCheck.require(fingerprint, of: certificate, object: reference.value.label)
        }
        let judgement = try CertificateJudgement(certificate, for: reference.value, now: context.now)
        let warnings = try judgement.accepted(outsideValidityToo: acceptExpired, for: reference.value)
        if candidate != nil { try requireProof(for: certificate, in: reference) }
        if let candidate {
            transaction.afterCommit { [candidates = context.candidates, id = reference.id] in
                candidates.discard(candidate, for: id)
            }
        }
        let record = record(of: certificate, outsideValidity: judgement.outsideValidity != nil, context)
        guard Self.differs(record, from: reference.accepted) else {
            let version = reference.saved.version
            return ChangeReport(object: reference.value.label, plan: plan, changed: false, version: version)
        }
        let saved = try transaction.accept(record, for: reference, context)
        return try report(warnings, saved, transaction, context)
    }

    private func load(for reference: SRSTReference) throws(Problem) -> Certificate {
        do throws(CertificateError) {
            return try Certificate.load(Array(file ?? Data()))
        } catch {
            throw Problem(error, .validation, object: reference.label)
        }
    }

    /// A fetched certificate in the place of another is either a renewal or somebody in between: only its fingerprint,
    /// compared on the gateway, tells the two apart.
    private func requireProof(for certificate: Certificate, in reference: SecureReference) throws(Problem) {
        guard fingerprint == nil, let accepted = reference.accepted, accepted.certificate.der != certificate.der else {
            return
        }
        throw Problem(
            .trust,
            code: "certificate-differs",
            "Another certificate is accepted (by \(accepted.acceptedBy) at \(accepted.acceptedAt.text)); the "
                + "fetched one takes its place only with its fingerprint.",
            object: reference.value.label,
            field: "fingerprint",
            hint: "Compare it with what the gateway shows, and repeat with --fingerprint."
        )
    }

    private func record(
        of certificate: Certificate,
        outsideValidity: Bool,
        _ context: UseCaseContext
    ) -> CertificateRecord {
        CertificateRecord(
            certificate: AcceptedCertificate(certificate),
            acceptedAt: context.now,
            acceptedBy: context.actor,
            basis: fingerprint != nil ? .verified : file != nil ? .file : .firstUse,
            acceptedOutsideValidity: outsideValidity
        )
    }

    /// Whether there is something to save: another certificate, or proof of one that was trusted without.
    private static func differs(_ record: CertificateRecord, from accepted: CertificateRecord?) -> Bool {
        guard let accepted, accepted.certificate.der == record.certificate.der else { return true }
        return record.basis == .verified && accepted.basis != .verified
    }

    private func report(
        _ warnings: [Message],
        _ saved: Saved<SRSTReference>,
        _ transaction: any RenderedState,
        _ context: UseCaseContext
    ) throws -> ChangeReport {
        let name = saved.value.name
        let pending = try context.publisher.preview(
            .srst(name),
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        let reset = ChapterMessages.pending(pending.published.count, resetWith: "reset --srst \(name)")
        return ChangeReport(
            object: saved.value.label,
            plan: plan,
            changed: true,
            version: saved.version,
            messages: warnings + [reset].compactMap(\.self),
            pending: pending.published.count,
            changes: plan ? try pending.changes() : nil
        )
    }
}
