internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension AddObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let addition = ObjectAddition(noun: noun, fields: fields.expandingPaths(over: noun.emptyLists), plan: plan)
        return try addition.perform(transaction, context)
    }
}

extension CopyObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let original = try SavedItem(noun, name, configuration, in: transaction)
        let name = Document.mapping([Document.Entry("name", .string(newName))])
        let copy = try original.value.fields(changedBy: fields).merging(name)
        return try ObjectAddition(noun: noun, fields: copy, plan: plan).perform(transaction, context)
    }
}

/// Saves an object that must be new.
struct ObjectAddition {
    let noun: ObjectNoun
    let fields: Document
    let plan: Bool

    func perform(_ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        guard noun != .cluster else {
            throw Problem(
                .usage,
                code: "one-cluster",
                "There is one cluster.",
                object: Cluster.noun,
                hint: "Run cnfctl cluster update."
            )
        }
        let name = fields["name"]?.text
        if let name, let known = try SavedItem.found(noun, name, configuration, in: transaction) {
            throw Problem(
                .conflict,
                code: "already-exists",
                "There is a \(known.value.label) already; nothing was added.",
                object: known.value.label,
                field: "name",
                hint: "Change it with cnfctl \(noun.rawValue) update, or choose another name."
            )
        }
        let writer = try OneObjectSite(noun: noun, fields: fields).write(in: transaction, context, configuration)
        let saved = try SavedItem(noun, name, transaction.configuration(), in: transaction)
        return try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(saved, version: saved.version, messages: writer.messages, reset: false)
    }
}
