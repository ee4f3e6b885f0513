internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension RenameObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let item = try SavedItem(noun, name, configuration, in: transaction)
        try item.require(version)
        guard noun != .phone, noun != .cluster else {
            throw Problem(
                .validation,
                code: "name-is-fixed",
                noun == .phone ? "A phone's name is its address and cannot change." : "The cluster has no name.",
                object: item.value.label,
                field: "name",
                hint: noun == .phone
                    ? "Give its place to another handset with cnfctl phone replace." : "Rename something else."
            )
        }
        let change = Document.mapping([Document.Entry("name", .string(newName))])
        let renamed = try Self.reread(item.value, changedBy: change)
        guard renamed.document["name"] != item.value.document["name"] else {
            return ChangeReport(object: item.value.label, plan: plan, changed: false, version: item.version)
        }
        try transaction.rename(item.id, to: Names.object(newName, noun: noun.rawValue))
        var entry = context.audit("rename", item.value.label)
        entry.before = item.value.document
        entry.after = renamed.document
        try transaction.appendAudit(entry)
        let saved = try SavedItem(noun, newName, transaction.configuration(), in: transaction)
        return try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(saved, version: saved.version, messages: [], reset: false)
    }

    /// Read anew, so that a name the object may not have is refused as everywhere.
    private static func reread<Object: SavedObject>(_ object: Object, changedBy change: Document) throws -> Object {
        try object.changing(change)
    }
}
