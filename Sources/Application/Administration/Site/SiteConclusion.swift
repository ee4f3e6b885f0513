internal import AdminAPI
internal import Documents
internal import Publishing

/// What follows a change of many objects by a file.
enum SiteConclusion {
    /// The phones that wait for a reset besides the new ones, whose first files come at once.
    static func reminder(_ next: ResetOutcome, _ firstFiles: ResetOutcome, plan: Bool) -> Message? {
        // A rehearsal writes no publications, so new phones still seem to wait.
        let waiting = Set(next.published).subtracting(firstFiles.published).count
        let defaultFile = next.changesDefaultFile && !(plan && firstFiles.changesDefaultFile)
        return ChapterMessages.pending(waiting, defaultFile: defaultFile, resetWith: "reset --pending")
    }
}
