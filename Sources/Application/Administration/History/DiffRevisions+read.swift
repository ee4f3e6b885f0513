internal import AdminAPI
internal import ClusterModel
internal import Publishing
internal import Store

extension DiffRevisions: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> RevisionDiffReport {
        let before = try RevisionPosition.find(before, in: snapshot).revision.number
        let after = try RevisionPosition.find(after, in: snapshot).revision.number
        let groups = try RevisionComparison.groups(from: before, to: after, in: snapshot)
        return RevisionDiffReport(before: before, after: after, changes: try groups.map(ChangeGroupReport.init))
    }
}
