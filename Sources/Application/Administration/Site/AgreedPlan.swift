internal import Documents
internal import Platform
internal import Publishing

/// The plan that somebody said yes to, before they were asked and until it is done.
enum AgreedPlan {
    /// Refuses what would change other files than those that were agreed to.
    ///
    /// - Parameters:
    ///   - expected: The digest of the plan that was agreed to; any unless it is given.
    ///   - digest: The digest of what is about to be done.
    ///   - phones: How many phones' files that changes.
    ///   - work: What is done, in a word.
    ///   - object: What it is done of.
    /// - Throws: A `Problem` of kind `conflict`.
    static func require(
        _ expected: String?,
        digest: @autoclosure () -> SHA256Hash,
        phones: Int,
        _ work: String,
        object: String
    ) throws(Problem) {
        guard let expected, expected != digest().description else { return }
        throw Problem(
            .conflict,
            code: "changed-meanwhile",
            "Something was changed since you were asked: the \(work) would change other files now, of "
                + "\(Quantity(phones, "phone")); nothing was published.",
            object: "\(work) \(object)",
            hint: "Look at it with --plan, and repeat the command."
        )
    }
}
