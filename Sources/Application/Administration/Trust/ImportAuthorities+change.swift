internal import AdminAPI
internal import Certificates
internal import Documents
internal import FoundationEssentials
internal import Store

extension ImportAuthorities: ChangingUseCase {
    func prepare() throws -> [Certificate] {
        let certificates = try TrustFile.certificates(Array(file), object: "trust")
        for certificate in certificates { try TrustFile.requireAuthority(certificate, object: "trust") }
        return certificates
    }

    func change(
        _ certificates: [Certificate],
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> TrustChangeReport {
        var known = Set(try transaction.authorities().map(\.der))
        var report = TrustChangeReport(plan: plan, added: [])
        for certificate in certificates {
            guard known.insert(certificate.der).inserted else {
                report.unchanged += 1
                continue
            }
            try transaction.add(
                AuthorityRecord(
                    role: .issuer,
                    der: certificate.der,
                    fingerprint: certificate.sha256,
                    addedAt: context.now,
                    addedBy: context.actor
                )
            )
            var entry = context.audit("import-authority", "trust")
            entry.after = .mapping(TrustDetails.entries(certificate, now: context.now))
            try transaction.appendAudit(entry)
            report.added.append(TrustDetails.line(certificate))
            if !certificate.validity.contains(second: context.now) {
                let text = "\(certificate.subject) is outside its validity."
                report.messages.append(Message(code: "authority-outside-validity", text: text))
            }
        }
        // Issuers stand in no phone's file.
        if plan { report.changes = [] }
        return report
    }
}

extension RemoveAuthority: ChangingUseCase {
    func prepare() throws -> Fingerprint {
        do throws(CertificateError) {
            return try Fingerprint(parsing: fingerprint)
        } catch {
            throw Problem(error, .validation, object: "trust")
        }
    }

    func change(
        _ fingerprint: Fingerprint,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> TrustChangeReport {
        let found = try transaction.readAuthorities().first { $0.record.fingerprint == fingerprint.sha256 }
        guard let found else {
            throw Problem(
                .notFound,
                code: "not-found",
                "No authority has the SHA-256 fingerprint \(fingerprint).",
                object: "trust",
                hint: "Run cnfctl trust list."
            )
        }
        guard found.record.role == .issuer else {
            throw Problem(
                .conflict,
                code: "capf-root",
                "That is the root of the CAPF; nothing was removed.",
                object: "trust",
                hint: "Put another in its place with cnfctl capf set."
            )
        }
        try transaction.removeAuthority(found.record.fingerprint)
        var entry = context.audit("remove-authority", "trust")
        entry.before = .mapping(TrustDetails.entries(found.certificate, now: context.now))
        try transaction.appendAudit(entry)
        return TrustChangeReport(
            plan: plan,
            added: [],
            removed: [TrustDetails.line(found.certificate)],
            changes: plan ? [] : nil
        )
    }
}
