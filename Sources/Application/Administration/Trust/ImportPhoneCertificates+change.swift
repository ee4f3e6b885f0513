internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension ImportPhoneCertificates: ChangingUseCase {
    /// The smallest usable RSA key; smaller ones have been factored (RSA-768: 2009).
    private static let minimumRSABits = 1_024
    /// How many phones a message names.
    private static let shownPhones = 10

    /// A certificate with the phone it is of.
    struct Item: Sendable {
        let phone: DeviceName
        let source: String
        let certificate: Certificate
    }

    /// The kind and the certificates of every file.
    struct Work: Sendable {
        let kind: PhoneCertificateRecord.Kind
        let items: [Item]
        /// What is no phone's: let pass when it is the CAPF root.
        let others: [Other]
    }

    /// A certificate that names no phone, with the refusal it deserves unless it is the CAPF root.
    struct Other: Sendable {
        let source: String
        let der: [UInt8]
        let refusal: Problem
    }

    func prepare() throws -> Work {
        guard let kind = PhoneCertificateRecord.Kind(rawValue: kind) else {
            throw Problem(
                .validation,
                code: "invalid-value",
                "\"\(kind)\" is not one of the choices.",
                object: "phone certificate",
                field: "kind",
                hint: "Write one of " + PhoneCertificateRecord.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                    + "."
            )
        }
        let given = try phone.map { try Names.phone($0) }
        guard !files.isEmpty, given == nil || files.count == 1 else {
            throw Problem(
                .usage,
                code: "files",
                files.isEmpty
                    ? "There is no file to import." : "One phone is named, but there are \(files.count) files.",
                object: "phone certificate",
                hint: files.isEmpty ? "Name files ending in .pem, .der, .cer or .crt." : "Leave --phone out."
            )
        }
        var problems: [Problem] = []
        var items: [Item] = []
        var others: [Other] = []
        for file in files {
            do throws(Problem) {
                items.append(try Self.item(file, given, among: items))
            } catch {
                let certificate = try? TrustFile.certificate(Array(file.bytes), object: file.source)
                if error.code == PhoneCertificateOwner.unknown, let der = certificate?.der {
                    others.append(Other(source: file.source, der: der, refusal: error))
                } else {
                    problems.append(error)
                }
            }
        }
        guard problems.isEmpty else { throw Problems(problems + others.map(\.refusal)) }
        return Work(kind: kind, items: items, others: others)
    }

    func change(
        _ work: Work,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> TrustChangeReport {
        // A directory with phones' certificates often has that of who issued them, too.
        let root = try transaction.authorities().first { $0.role == .capf }?.der
        let strange = work.others.filter { $0.der != root }
        guard strange.isEmpty else { throw Problems(strange.map(\.refusal)) }
        let phones = try saved(work.items, transaction)
        var report = TrustChangeReport(plan: plan, added: [])
        if !work.others.isEmpty { report.passedOver = work.others.map(\.source) }
        for (item, phone) in zip(work.items, phones) {
            var before: PhoneCertificateRecord?
            try transaction.forEachPhoneCertificate(of: item.phone) { if $1.kind == work.kind { before = $1 } }
            guard before?.der != item.certificate.der else {
                report.unchanged += 1
                continue
            }
            let record = PhoneCertificateRecord(
                kind: work.kind,
                der: item.certificate.der,
                fingerprint: item.certificate.sha256,
                md5: item.certificate.md5Fingerprint.bytes,
                importedAt: context.now,
                importedBy: context.actor
            )
            try transaction.setCertificate(record, ofPhone: phone.id)
            var entry = context.audit("import-certificate", phone.value.label)
            entry.before = before.map { TrustDetails.document(der: $0.der, now: context.now) }
            entry.after = .mapping(
                [Document.Entry("kind", .string(work.kind.rawValue))]
                    + TrustDetails.entries(item.certificate, now: context.now)
            )
            try transaction.appendAudit(entry)
            report.added.append("\(item.phone) \(work.kind.rawValue): \(TrustDetails.line(item.certificate))")
        }
        report.messages = try warnings(work.items, transaction, context)
        try addPending(&report, work.items, transaction, context)
        return report
    }

    private static func item(_ file: File, _ given: DeviceName?, among items: [Item]) throws(Problem) -> Item {
        let object = "file \(file.source)"
        let certificate = try TrustFile.certificate(Array(file.bytes), object: object)
        let key = certificate.key
        guard key.bits > 0, key.algorithm != .rsa || key.bits >= minimumRSABits else {
            throw Problem(
                .trust,
                code: CertificateError.Code.keyTooSmall.rawValue,
                key.bits > 0 ? "Its RSA key has only \(key.bits) bits." : "Its public key cannot be used.",
                object: object,
                hint: "Let the phone get a new certificate."
            )
        }
        let phone = try PhoneCertificateOwner.find(given: given, source: file.source, certificate)
        if let other = items.first(where: { $0.phone == phone }) {
            throw Problem(
                .validation,
                code: "duplicate-name",
                "It is of \(phone), as is file \(other.source).",
                object: object,
                hint: "Give one certificate for each phone."
            )
        }
        return Item(phone: phone, source: file.source, certificate: certificate)
    }

    /// The phones, or every file whose phone is not there.
    private func saved(_ items: [Item], _ transaction: any StoreTransaction) throws -> [Saved<Phone>] {
        let phones = try items.map { try transaction.phone($0.phone) }
        let missing = zip(items, phones).filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else {
            throw Problems(
                missing.map { item in
                    Problem(
                        .notFound,
                        code: "not-found",
                        "There is no phone \(item.phone); nothing was imported.",
                        object: "file \(item.source)",
                        hint: "Add the phone first, or leave the file out."
                    )
                }
            )
        }
        return phones.compactMap(\.self)
    }

    private func warnings(
        _ items: [Item],
        _ transaction: any TrustReading,
        _ context: UseCaseContext
    ) throws -> [Message] {
        let authorities = try transaction.readAuthorities().map(\.certificate)
        let orphans = items.filter { item in !authorities.contains(where: item.certificate.isIssued) }
        let outside = items.filter { !$0.certificate.validity.contains(second: context.now) }
        return [
            Self.message(
                "not-vouched",
                orphans,
                "signed by neither the CAPF root nor an imported issuer, so gateways would refuse the phones: run "
                    + "cnfctl capf set or cnfctl trust import"
            ),
            Self.message("phone-certificate-outside-validity", outside, "outside their validity"),
        ].compactMap(\.self)
    }

    private static func message(_ code: String, _ items: [Item], _ what: String) -> Message? {
        guard !items.isEmpty else { return nil }
        let names = items.prefix(shownPhones).map(\.phone.description).joined(separator: ", ")
        let rest = items.count - min(items.count, shownPhones)
        let all = names + (rest > 0 ? " and \(rest) more" : "")
        return Message(code: code, text: "The certificates of \(all) are \(what).")
    }

    private func addPending(
        _ report: inout TrustChangeReport,
        _ items: [Item],
        _ transaction: any RenderedState,
        _ context: UseCaseContext
    ) throws {
        let only = items.count == 1 ? items.first?.phone : nil
        let next = try context.publisher.preview(
            only.map(PhoneSelection.phone) ?? .all,
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        if plan { report.changes = try next.changes() }
        report.pending = Set(items.map(\.phone)).intersection(next.published).count
        let command = only.map { "reset --phone \($0)" } ?? "reset --pending"
        report.messages += [ChapterMessages.pending(report.pending, resetWith: command)].compactMap(\.self)
    }
}
