internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension RevertObject {
    /// Takes a phone back to what was saved when its file was made.
    func revertPhone(in transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let saved = try Names.findPhone(name, in: transaction)
        try Names.require(version, of: saved)
        let revision = try PublishedState.revision(of: saved.value.name, in: transaction)
        let phone = try transaction.phone(saved, at: revision)
        guard !phone.isSame(as: saved.value) else {
            return ChangeReport(object: phone.label, plan: plan, changed: false, version: saved.version)
        }
        try Self.requireProtocol(of: phone, in: transaction)
        let newVersion = try transaction.save(phone).version
        var entry = context.audit("revert", phone.label)
        entry.before = saved.value.document
        entry.after = phone.document
        try transaction.appendAudit(entry)
        let pending = try context.publisher.preview(
            .phone(phone.name),
            context.event("preview"),
            in: transaction,
            grouped: plan
        )
        let reset = ChapterMessages.pending(pending.published.count, resetWith: "reset --phone \(phone.name)")
        return ChangeReport(
            object: phone.label,
            plan: plan,
            changed: true,
            version: newVersion,
            messages: [reset].compactMap(\.self),
            pending: pending.published.count,
            changes: plan ? try pending.changes() : nil
        )
    }

    /// The profile may have changed since.
    private static func requireProtocol(of phone: Phone, in snapshot: any StoreSnapshot) throws {
        let profile = try snapshot.configuration().securityProfiles[phone.securityProfile]?.value
        guard let profile, profile.phoneProtocol != phone.phoneProtocol else { return }
        throw Problem(
            .conflict,
            code: "protocol-mismatch",
            "It was \(phone.phoneProtocol.rawValue), but \(profile.label) is for \(profile.phoneProtocol.rawValue) now.",
            object: phone.label,
            field: "security-profile",
            hint: "Change the profile back first, or update the phone instead."
        )
    }
}
