internal import AdminAPI
internal import Documents
internal import Publishing

/// What follows a change of many objects by a file.
enum SiteConclusion {
    /// Security is never lost silently: a file in which a line is missing must not take it away.
    static func refuseLoss(of messages: [Message], object: String) throws(Problem) {
        let losses = Set(messages.map(\.code)).sorted().compactMap { ChapterMessages.losses[$0] }
        guard !losses.isEmpty else { return }
        throw Problem(
            .unconfirmed,
            code: "security-would-be-lost",
            "This file would " + losses.joined(separator: " and ") + "; nothing was applied.",
            object: object,
            hint: "Repeat with --yes if that is meant; what a file does not name takes its default."
        )
    }

    /// The phones that wait for a reset besides the new ones, whose first files come at once.
    static func reminder(_ next: ResetOutcome, _ firstFiles: ResetOutcome, plan: Bool) -> Message? {
        // A rehearsal writes no publications, so new phones still seem to wait.
        let waiting = Set(next.published).subtracting(firstFiles.published).count
        let defaultFile = next.changesDefaultFile && !(plan && firstFiles.changesDefaultFile)
        return ChapterMessages.pending(waiting, defaultFile: defaultFile, resetWith: "reset --pending")
    }
}
