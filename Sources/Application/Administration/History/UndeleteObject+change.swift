internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension UndeleteObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        guard noun != .cluster else {
            throw Problem(.validation, code: "one-cluster", "The cluster is never deleted.", object: noun.rawValue)
        }
        let found = try DeletedObjects.find(noun, name, deletedAt: deletedAt, in: transaction)
        let gone = found.object
        let configuration = try transaction.configuration()
        let object = try noun.object(gone.state.fields)
        try refuseTakenName(gone.name, configuration, in: transaction)
        if let parent = gone.state.goneParents.first { throw try parent.refusal(of: object, in: transaction) }
        _ = try OneObjectSite(noun: noun, fields: object.document.revealed).checked(configuration, in: transaction)
        try transaction.undelete(gone.id)
        try transaction.noteReturn(of: gone.state.certificate, for: gone.id, context)
        var entry = context.audit("undelete", object.label)
        entry.after =
            (object as? SRSTReference).map { ReferenceChange.image($0, gone.state.certificate) } ?? object.document
        try transaction.appendAudit(entry)
        let saved = try SavedItem(noun, gone.name, transaction.configuration(), in: transaction)
        var report = try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(saved, version: saved.version, messages: [], reset: false)
        let own = [
            ChapterMessages.broughtBack(object, gone, hasFirstFile: report.reset != nil),
            try successor(of: gone, in: transaction), detachedPools(gone, configuration),
            found.others > 0 ? ChapterMessages.otherDeletions(noun, gone.name, found.others) : nil,
        ]
        report.messages = own.compactMap(\.self) + report.messages
        return report
    }

    private func refuseTakenName(
        _ name: String,
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws {
        guard let taken = try SavedItem.found(noun, name, configuration, in: snapshot) else { return }
        let word = ShellWord.quoted(name)
        throw Problem(
            .conflict,
            code: "name-taken",
            "There is a \(taken.value.label) already; nothing was brought back.",
            object: taken.value.label,
            field: "name",
            hint: noun == .phone
                ? "Delete that one first with cnfctl phone delete \(word)."
                : "Give that one another name first with cnfctl \(noun.rawValue) rename \(word) NEW-NAME."
        )
    }

    /// Both handsets are saved then, with the same lines.
    private func successor(of gone: DeletedObject, in snapshot: any SavedStateReading) throws -> Message? {
        guard let successor = gone.deletion.successor.flatMap({ try? DeviceName($0) }),
            try snapshot.phone(successor) != nil
        else { return nil }
        return ChapterMessages.alsoSuccessor(gone.name, successor)
    }

    /// The pools that were moved when a reference was deleted stay where they are: whoever gave one another choice since
    /// meant it.
    private func detachedPools(_ gone: DeletedObject, _ configuration: SavedConfiguration) -> Message? {
        let moved = Set(gone.deletion.detachedPools)
        let pools = configuration.devicePools.values.filter { moved.contains($0.id) }.map(\.value.name).sorted()
        return pools.isEmpty ? nil : ChapterMessages.poolsStayDetached(gone.name, pools)
    }
}
