public import Platform

/// What has changed in saved state since a place in the audit trail.
public protocol ChangeReading {
    /// The place of the last audit record that changed saved state; 0 before the first.
    func latestChange() throws -> Int

    /// The changes of the fields of saved objects that the trail has after a place and up to another, by object.
    func changes(after sequence: Int, through last: Int) throws -> [ChangeSpan]

    /// Who changed what saved state after a place in the trail: each actor's last record for each object.
    func lastChanges(after sequence: Int) throws -> [(object: String, actor: String, sequence: Int)]

    /// Every renaming after a place in the trail, in order.
    func renamings(after sequence: Int) throws -> [Renaming]

    /// What is remembered of a site file that was applied; none when it is not remembered.
    func appliedFile(_ key: SHA256Hash) throws -> AppliedFile?
}
