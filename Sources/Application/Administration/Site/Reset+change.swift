internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

extension Reset: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ResetReport {
        let selection = try selection()
        let description = scope == .pending ? "pending phones" : selection.description
        return try ResetStep(
            selection: selection,
            description: description,
            asOf: try asOf.map { try UnixTime($0, field: "as-of") },
            acceptsExpiredLoss: confirm,
            clock: clock ?? (confirm ? .isRight : nil),
            staleAfter: try Waves.staleAfter(staleAfter, of: "reset"),
            waves: try waves.map { try $0.plan(selection, accepting: confirm, of: "reset") },
            expected: expected,
            plan: plan
        ).run(in: transaction, context)
    }

    private func selection() throws(Problem) -> PhoneSelection {
        guard let kind = SelectedObjects.Kind(rawValue: scope.rawValue) else { return .all }
        guard let name else {
            throw Problem(.usage, code: "missing-name", "A name is missing.", object: scope.rawValue, hint: "Give one.")
        }
        return try .dependents(
            Names.requiring(kind.rawValue) { () throws(InvalidValue) in try SelectedObjects(kind, named: name) }
        )
    }
}
