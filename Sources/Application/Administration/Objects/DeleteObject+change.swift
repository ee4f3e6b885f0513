internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension DeleteObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let item = try SavedItem(noun, name, configuration, in: transaction)
        try item.require(version)
        guard noun != .cluster else {
            throw Problem(.validation, code: "one-cluster", "The cluster cannot be deleted.", object: item.value.label)
        }
        let users = try ObjectUsers(of: item.value, configuration, in: transaction)
        if !users.isEmpty {
            guard detach, item.value is SRSTReference else { throw users.refusal(of: item.value) }
            try users.detach(in: transaction, context)
        }
        let certificate = configuration.certificates[item.id]
        let security = NamedSecurity(configuration)
        let lost = users.losses(security) + item.losses(certificate, security)
        let detached = users.pools.compactMap { configuration.devicePools[$0.name]?.id }
        try transaction.delete(item, certificate, context, detached: detached)
        if let phone = item.value as? Phone { return try withdraw(phone, lost, transaction, context) }
        var messages: [Message] = users.pools.isEmpty ? [] : [ChapterMessages.detached(users.pools)]
        if let reference = item.value as? SRSTReference, reference.isSecure,
            try certificate != nil || Self.hadCertificate(reference, in: transaction)
        {
            messages.append(
                ChapterMessages.disableCredentialService(
                    reference.name,
                    hadCertificate: certificate != nil,
                    isReset: reset
                )
            )
        }
        var report = try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(item, version: nil, messages: messages, reset: reset)
        report.lost = lost
        return report
    }

    /// Whether the gateway's credential service has ever been of use here (S15).
    private static func hadCertificate(_ reference: SRSTReference, in snapshot: any TrustReading) throws -> Bool {
        try snapshot.certificateHistory(of: reference.name)?.contains { $0.kind == .accepted } ?? false
    }

    /// A deleted phone's file goes at once (S02, second exception).
    private func withdraw(
        _ phone: Phone,
        _ lost: [Loss],
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ChangeReport {
        let event = context.event("delete \(phone.label)")
        let outcome = try context.publisher.withdrawFiles(of: [phone.name], event, in: transaction, grouped: plan)
        try context.auditPublication("withdraw", phone.label, outcome, in: transaction)
        return ChangeReport(
            object: phone.label,
            plan: plan,
            changed: true,
            version: nil,
            reset: ResetReport(outcome, selection: phone.label, plan: plan),
            changes: plan ? try outcome.changes() : nil,
            lost: lost
        )
    }
}

extension StoreTransaction {
    /// Deletes an object that nothing names any more, with audit, and history of its certificate.
    func delete(
        _ item: SavedItem,
        _ certificate: CertificateRecord?,
        _ context: UseCaseContext,
        detached pools: [ObjectID] = []
    ) throws {
        try delete(item.id, Deletion(time: context.now, actor: context.actor, detachedPools: pools))
        try noteRemoval(of: certificate, for: item.id, context)
        var entry = context.audit("delete", item.value.label)
        entry.before = item.image(certificate)
        try appendAudit(entry)
    }
}

extension SavedItem {
    /// The object's image in the audit trail, with the certificate that it has when it is a reference.
    func image(_ certificate: CertificateRecord?) -> Document {
        (value as? SRSTReference).map { ReferenceChange.image($0, certificate) } ?? value.document
    }

    /// What goes with an object that is deleted.
    func losses(_ certificate: CertificateRecord?, _ security: NamedSecurity) -> [Loss] {
        Loss.between(security.image(of: value, certificate: certificate), nil, of: value.label)
    }
}
