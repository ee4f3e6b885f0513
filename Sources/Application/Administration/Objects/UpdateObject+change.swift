internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension UpdateObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let item = try SavedItem(noun, name, configuration, in: transaction)
        try item.require(version)
        try refuseRenaming(item)
        let changed = try item.value.fields(changedBy: fields)
        let site = OneObjectSite(noun: noun, fields: changed, isReset: reset)
        let writer = try site.write(in: transaction, context, configuration)
        guard writer.unchanged == 0 else {
            var report = ChangeReport(object: item.value.label, plan: plan, changed: false, version: item.version)
            // A reset that was asked for is owed all the same.
            if reset {
                let conclusion = ChangeConclusion(transaction: transaction, context: context, plan: plan)
                report.reset = try conclusion.report(item, version: item.version, messages: [], reset: true).reset
            }
            return report
        }
        if confirm != true, !plan { try Loss.refuse(writer.losses, object: item.value.label) }
        let saved = try SavedItem(noun, name, transaction.configuration(), in: transaction)
        var report = try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(saved, version: saved.version, messages: writer.messages, reset: reset)
        report.lost = writer.losses
        return report
    }

    private func refuseRenaming(_ item: SavedItem) throws(Problem) {
        guard let given = fields["name"]?.text, let own = item.value.document["name"]?.text else { return }
        let isSame =
            noun == .phone
            ? try Names.phone(given).description == own
            : try Names.object(given, noun: noun.rawValue) == Names.object(own, noun: noun.rawValue)
        guard !isSame else { return }
        throw Problem(
            .validation,
            code: "name-is-fixed",
            "An update cannot change the name.",
            object: item.value.label,
            field: "name",
            hint: noun == .phone
                ? "A phone's name is its address; add the other phone and delete this one."
                : "Leave the name out, or run cnfctl \(noun.rawValue) rename."
        )
    }
}
