internal import AdminAPI
internal import Documents
internal import Publishing
internal import Store

extension ShowOperation: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> OperationReport {
        let wanted = try outcome.map(Self.outcome)
        let view = try OperationView.find(id, in: snapshot, now: context.now)
        return view.report(phones || wanted != nil ? try view.phones(wanted, in: snapshot) : nil)
    }

    private static func outcome(_ text: String) throws(Problem) -> PhoneOutcome {
        guard let outcome = PhoneOutcome(rawValue: text), outcome != .unchanged else {
            let words = PhoneOutcome.allCases.filter { $0 != .unchanged }.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .usage,
                code: "unknown-outcome",
                "\"\(text)\" is not an outcome whose phones are named.",
                field: "outcome",
                hint: "Write one of \(words)."
            )
        }
        return outcome
    }
}

extension ListOperations: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> OperationListReport {
        let limit = try NumberLimit.listed.number(limit, "limit", "operation list")
        let operations = try snapshot.operations(nil, limit: limit)
        return OperationListReport(
            operations: try operations.map { try OperationView($0, in: snapshot, now: context.now).report() }
        )
    }
}
