internal import AdminAPI
internal import Documents
internal import Store

extension ApplyPlan: ChangingUseCase {
    /// A plan and the site file in it, read.
    struct Prepared: Sendable {
        let plan: KeptPlan
        let site: PreparedSite
    }

    func prepare() throws -> Prepared {
        let plan = try KeptPlan(text)
        return Prepared(plan: plan, site: try PreparedSite(plan.request))
    }

    func change(
        _ prepared: Prepared,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> ApplyReport {
        guard try prepared.plan.position.isPassed(by: transaction) else {
            throw Problem(
                .conflict,
                code: "plan-of-another-store",
                "The plan was made for another store, or for this one before it was restored.",
                object: "plan",
                hint: "Nothing was applied; make the plan again."
            )
        }
        var request = prepared.plan.request
        request.plan = plan
        request.confirm = confirm
        request.confirmDeletions = confirmDeletions
        return try SiteApplication(request: request, prepared: prepared.site, plan: prepared.plan)
            .run(transaction, context)
    }
}
