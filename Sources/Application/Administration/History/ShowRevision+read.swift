internal import AdminAPI
internal import Store

extension ShowRevision: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> RevisionReport {
        let summary = try RevisionPosition.find(revision, in: snapshot)
        var files: [RevisionReport.File] = []
        try snapshot.forEachPublication(in: summary.revision.number) { record in
            files.append(
                RevisionReport.File(
                    file: record.file.description,
                    sha256: record.published?.hashText,
                    srstCertificate: record.published?.certificateText,
                    copiedFrom: record.published?.copiedFrom
                )
            )
        }
        var report = RevisionReport(summary)
        report.files = files
        return report
    }
}
