public import ClusterModel
public import Store

/// What became of all files between two revisions (T02).
public enum RevisionComparison {
    /// The files that differ, grouped by identical change.
    ///
    /// - Parameters:
    ///   - before: The revision compared first.
    ///   - after: The revision compared second; it may be the earlier one.
    ///   - snapshot: Where they are.
    /// - Returns: The groups, in the order of their first files.
    /// - Throws: What the store throws.
    public static func groups(
        from before: RevisionNumber,
        to after: RevisionNumber,
        in snapshot: any PastStateReading & PublicationReading & TrustReading
    ) throws -> [FileChangeGroup] {
        var grouping = ChangeGrouping(snapshot)
        var pools = PoolNames(snapshot)
        func add(_ change: FileChange) throws {
            let (old, new) = before <= after ? (change.before, change.after) : (change.after, change.before)
            guard old?.hash != new?.hash else { return }
            try grouping.add(
                change.file,
                pool: try pools.name(of: (new ?? old)?.rendition.origin.pool),
                from: old.map(ComparedFile.init),
                to: new.map(ComparedFile.init)
            )
        }
        var last: FileChange?
        try snapshot.forEachChange(from: min(before, after), to: max(before, after)) { change in
            let next = FileChange(file: change.file, before: change.before, after: change.after)
            if let known = last, known.file == next.file {
                last = known.continued(by: next)
            } else {
                try last.map(add)
                last = next
            }
        }
        try last.map(add)
        return grouping.groups
    }

    /// What became of one name: a phone that was deleted and added again is two objects, one behind the other.
    private struct FileChange {
        let file: PublishedFile
        let before: Publication?
        let after: Publication?

        /// The same with what became of a later phone of the name.
        func continued(by later: FileChange) -> FileChange {
            FileChange(file: file, before: later.before ?? before, after: later.after ?? after)
        }
    }
}

/// The names of device pools, each looked up once.
struct PoolNames {
    private let snapshot: any PastStateReading
    private var known: [ObjectID: String?] = [:]

    init(_ snapshot: any PastStateReading) { self.snapshot = snapshot }

    mutating func name(of pool: ObjectID?) throws -> String? {
        guard let pool else { return nil }
        if let known = known[pool] { return known }
        let name = try snapshot.name(of: pool)
        known[pool] = .some(name)
        return name
    }
}
