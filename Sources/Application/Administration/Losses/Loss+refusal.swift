internal import AdminAPI
internal import Documents

extension Loss {
    /// Refuses a change that takes something away until somebody has agreed to that; nothing when it takes nothing away.
    ///
    /// - Parameters:
    ///   - losses: What it takes away.
    ///   - object: What asks for the change: an object, or a file.
    /// - Throws: A `Problem` of kind `unconfirmed`.
    static func refuse(_ losses: [Loss], object: String) throws(Problem) {
        guard !losses.isEmpty else { return }
        let isSecurity = losses.contains { $0.kind == .security || $0.kind == .certificate }
        throw Problem(
            .unconfirmed,
            code: isSecurity ? securityCode : valuesCode,
            "This takes away \(summary(losses)).",
            object: object,
            hint: "Nothing was changed; repeat with --yes if that is meant."
        )
    }
}
