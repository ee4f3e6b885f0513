internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension Reset: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ResetReport {
        let selection = try selection()
        let description = scope == .pending ? "pending phones" : selection.description
        let event = context.event("reset \(description)", asOf: try asOf.map { try Instant.second($0) })
        let outcome = try context.publisher.reset(
            selection,
            event,
            in: transaction,
            acceptsExpiredLoss: confirm || plan,
            grouped: plan
        )
        var report = ResetReport(outcome, selection: description, plan: plan)
        if plan { report.changes = try outcome.groups.map(ChangeGroupReport.init) }
        var entry = context.audit("reset", description)
        entry.after = .mapping([
            Document.Entry("revision", report.revision.map(Document.integer) ?? .null),
            Document.Entry("as-of", .string(report.asOf)),
            Document.Entry("published", .integer(report.published.count)),
            Document.Entry("withdrawn", .integer(report.withdrawn.count)),
            Document.Entry("unchanged", .integer(report.unchanged)),
        ])
        try transaction.appendAudit(entry)
        return report
    }

    private func selection() throws(Problem) -> PhoneSelection {
        switch scope {
        case .all, .pending: .all
        case .srst: .srst(try Names.object(required(), noun: SRSTReference.noun))
        case .devicePool: .devicePool(try Names.object(required(), noun: DevicePool.noun))
        case .securityProfile: .securityProfile(try Names.object(required(), noun: PhoneSecurityProfile.noun))
        case .phone: .phone(try Names.phone(required()))
        }
    }

    private func required() throws(Problem) -> String {
        guard let name else {
            throw Problem(.usage, code: "missing-name", "A name is missing.", object: scope.rawValue, hint: "Give one.")
        }
        return name
    }
}
