internal import AdminAPI
internal import Documents
internal import Store

extension RevertObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        switch noun {
        case .phone: return try revertPhone(in: transaction, context)
        case .srst: return try revertSRST(in: transaction, context)
        default:
            throw Problem(
                .usage,
                code: "cannot-be-reverted",
                "What was saved of it before is not kept.",
                object: "\(noun.rawValue) \(name)",
                hint: "See what it was with cnfctl audit list, and change it with cnfctl \(noun.rawValue) update."
            )
        }
    }
}
