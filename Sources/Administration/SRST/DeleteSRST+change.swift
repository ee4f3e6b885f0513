internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension DeleteSRST: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let saved = try Names.find(name, in: configuration.srstReferences)
        try Names.require(version, of: saved)
        let pools = configuration.devicePools.values
            .filter { $0.value.srst == .reference(saved.value.name) }
            .sorted { $0.value.name < $1.value.name }
        if !pools.isEmpty, !detach { throw Self.inUse(saved.value, pools) }
        for pool in pools { try Self.detach(pool.value, transaction, context) }
        let certificate = configuration.certificates[saved.id]
        try transaction.delete(saved.id)
        try transaction.noteRemoval(of: certificate, for: saved.id, context)
        var entry = context.audit("delete", saved.value.label)
        entry.before = ReferenceChange.image(saved.value, certificate)
        try transaction.appendAudit(entry)
        let reference = saved.value.name
        let pending = try context.publisher.preview(.srst(reference), context.event("preview"), in: transaction)
        let messages = [
            saved.value.isSecure
                ? ChapterMessages.disableCredentialService(reference, hadCertificate: certificate != nil) : nil,
            ChapterMessages.pending(pending.published.count, resetWith: "reset --srst \(reference)"),
        ]
        return ChangeReport(
            object: saved.value.label,
            plan: plan,
            changed: true,
            version: nil,
            messages: messages.compactMap(\.self),
            pending: pending.published.count
        )
    }

    private static func detach(
        _ pool: DevicePool,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws {
        let detached = try pool.changing(.mapping([Document.Entry("srst", SRSTChoice.disable.document)]))
        try transaction.save(detached)
        var entry = context.audit("update", pool.label)
        entry.before = pool.document
        entry.after = detached.document
        try transaction.appendAudit(entry)
    }

    private static func inUse(_ reference: SRSTReference, _ pools: [Saved<DevicePool>]) -> Problem {
        let names = pools.map(\.value.name.text).joined(separator: ", ")
        return Problem(
            .conflict,
            code: "in-use",
            "It is the SRST choice of the device pools \(names); nothing was deleted.",
            object: reference.label,
            hint: "Give the pools another choice, or repeat with --detach to move them to disable."
        )
    }
}
