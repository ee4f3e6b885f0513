internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension RevertObject {
    /// Takes a reference and its certificate back to what was saved when the latest file that comes from it was made.
    func revertSRST(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let saved = try Names.find(name, in: configuration.srstReferences)
        try Names.require(version, of: saved)
        let served = try PublishedState.revision(of: saved, in: transaction)
        let past = try transaction.reference(saved, at: served.revision)
        let certificate = configuration.certificates[saved.id]
        let changesCertificate = past.certificate?.certificate.der != certificate?.certificate.der
        guard changesCertificate || !past.value.isSame(as: saved.value) else {
            return ChangeReport(object: saved.value.label, plan: plan, changed: false, version: saved.version)
        }
        // Another certificate alone is another version, too.
        let newVersion = try transaction.save(past.value).version
        if changesCertificate { try transaction.restore(past.certificate, over: certificate, for: saved.id, context) }
        var entry = context.audit("revert", past.value.label)
        entry.before = ReferenceChange.image(saved.value, certificate)
        entry.after = ReferenceChange.image(past.value, past.certificate)
        try transaction.appendAudit(entry)
        let reference = past.value.name
        let pending = try context.publisher.preview(
            .srst(reference),
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        let messages = [
            saved.value.isSecure && !past.value.isSecure
                ? ChapterMessages.disableCredentialService(reference, hadCertificate: certificate != nil) : nil,
            served.earlierFiles > 0 ? Self.earlierFiles(served.earlierFiles, served.revision, reference) : nil,
            ChapterMessages.pending(pending.published.count, resetWith: "reset --srst \(reference)"),
        ]
        return ChangeReport(
            object: past.value.label,
            plan: plan,
            changed: true,
            version: newVersion,
            messages: messages.compactMap(\.self),
            pending: pending.published.count,
            changes: plan ? try pending.changes() : nil
        )
    }

    private static func earlierFiles(_ count: Int, _ revision: Int, _ reference: ObjectName) -> Message {
        let phones = Quantity(count, "phone")
        return Message(
            code: "earlier-files",
            text:
                "\(phones) \(phones.choose("is served a file", "are served files")) made before revision \(revision); srst \(reference) is as it was for "
                + "that revision."
        )
    }
}
