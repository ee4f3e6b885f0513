/// Remembers what the state was changed to.
public protocol ChangeWriting {
    /// Remembers a site file that was applied, and forgets those that were applied longest ago
    /// (``AppliedFile/mostRemembered``); in a rehearsal it does nothing.
    func remember(_ file: AppliedFile) throws
}
