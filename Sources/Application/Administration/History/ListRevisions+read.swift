internal import AdminAPI
internal import Store

extension ListRevisions: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> RevisionListReport {
        let limit = try limit.map { try NumberLimit.listed.number($0, "limit", "revision list") }
        var revisions: [RevisionReport] = []
        try snapshot.forEachRevision { summary in
            guard revisions.count < limit ?? .max else { return false }
            revisions.append(RevisionReport(summary))
            return true
        }
        return RevisionListReport(
            incarnation: try snapshot.incarnation(),
            oldestKept: try snapshot.oldestKeptRevision(),
            revisions: revisions
        )
    }
}
