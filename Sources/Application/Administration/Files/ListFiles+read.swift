internal import AdminAPI
internal import ClusterModel
internal import Publishing
internal import Store

extension ListFiles: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileListReport {
        var files: [String] = []
        if saved {
            try snapshot.forEachPhone { files.append($0.value.name.fileName) }
            let saved = try SavedFiles(snapshot, asOf: context.now)
            for file in PublishedFile.ofTheSite where try saved.siteFile(file) != nil {
                files.append(file.description)
            }
            return FileListReport(revision: nil, files: files)
        }
        let number = try revision.map { try RevisionPosition.find($0, in: snapshot).revision.number }
        guard let number = try number ?? snapshot.latestRevision()?.number else {
            return FileListReport(revision: nil, files: [])
        }
        try snapshot.forEachFile(at: number) { file, _ in files.append(file.description) }
        return FileListReport(revision: number, files: files)
    }
}
