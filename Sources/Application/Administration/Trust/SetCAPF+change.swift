internal import AdminAPI
internal import Certificates
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension SetCAPF: ChangingUseCase {
    private static let object = "capf"

    func prepare() throws -> Certificate {
        let certificate = try TrustFile.certificate(Array(file), object: Self.object)
        try TrustFile.requireAuthority(certificate, object: Self.object)
        return certificate
    }

    func change(
        _ certificate: Certificate,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> TrustChangeReport {
        let before = try transaction.authorities().first { $0.role == .capf }
        guard before?.der != certificate.der else {
            return TrustChangeReport(plan: plan, added: [], unchanged: 1, changes: plan ? [] : nil)
        }
        try transaction.add(
            AuthorityRecord(
                role: .capf,
                der: certificate.der,
                fingerprint: certificate.sha256,
                addedAt: context.now,
                addedBy: context.actor
            )
        )
        var entry = context.audit("set-capf-root", Self.object)
        entry.before = before.map { TrustDetails.document(der: $0.der, now: context.now) }
        entry.after = .mapping(TrustDetails.entries(certificate, now: context.now))
        try transaction.appendAudit(entry)
        // As with the default file: where none was, the first one takes no certificate away from anybody.
        let event = context.event("first CAPF.der")
        let first = try context.publisher.publishFirstFiles(event, in: transaction)
        try context.auditPublication("publish", Self.object, first, in: transaction)
        let waiting = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: plan)
        let removed = before.flatMap { try? Certificate(der: $0.der) }
        return TrustChangeReport(
            plan: plan,
            added: [TrustDetails.line(certificate)],
            removed: removed.map { [TrustDetails.line($0)] } ?? [],
            messages: try warnings(certificate, context) + vouching(transaction) + Self.pending(first, waiting),
            firstFile: first.isEmpty ? nil : ResetReport(first, selection: "CAPF.der", plan: plan),
            changes: plan ? try waiting.changes() : nil
        )
    }

    private func warnings(_ certificate: Certificate, _ context: UseCaseContext) -> [Message] {
        var messages: [Message] = []
        if certificate.selfSignature() == .issuerDiffers {
            let text = "It is no root: \(certificate.issuer) vouches for it, and gateways need that one, too."
            messages.append(Message(code: "not-self-signed", text: text))
        }
        if !certificate.validity.contains(second: context.now) {
            messages.append(Message(code: "capf-root-outside-validity", text: "It is outside its validity."))
        }
        return messages
    }

    /// Certificates of phones that the former root has signed are not vouched for any more.
    private func vouching(_ transaction: any TrustReading) throws -> [Message] {
        let authorities = try transaction.readAuthorities().map(\.certificate)
        var orphans = 0
        try transaction.forEachPhoneCertificate(of: nil) { _, record in
            guard record.kind == .lsc, let certificate = try? Certificate(der: record.der) else { return }
            if !authorities.contains(where: certificate.isIssued) { orphans += 1 }
        }
        guard orphans > 0 else { return [] }
        let text =
            "Imported LSCs that neither this root nor an imported issuer has signed: \(orphans). While phones use them, "
            + "import the former root with cnfctl trust import."
        return [Message(code: "not-vouched", text: text)]
    }

    private static func pending(_ first: ResetOutcome, _ waiting: ResetOutcome) -> [Message] {
        guard !first.changesCAPFFile, waiting.changesCAPFFile else { return [] }
        return [ChapterMessages.pending(0, capfFile: true, resetWith: "reset --all")].compactMap(\.self)
    }
}
