internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import PhoneFiles
internal import Platform
internal import Publishing
internal import Store

extension DiffFile: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileDiffReport {
        let file = try Names.file(phone)
        let asOf = try asOf.map { try UnixTime($0, field: "as-of") } ?? context.now
        let (before, after) = try sides(file, FileVersions(snapshot, asOf: asOf))
        let otherFile = try other.map(Names.file)
        let comparison = FileSemantics(
            file: otherFile?.isXML == false ? otherFile ?? file : file,
            ignoresVersionStamp: ignoreVersionStamp,
            isGolden: golden != nil
        )
        do throws(PhoneFileError) {
            let differences = try comparison.differences(from: before.bytes, to: after.bytes)
            let isUnified = unified && !differences.isEmpty
            return FileDiffReport(
                file: file.description,
                before: before.label,
                after: after.label,
                differences: differences.map(FileDiffReport.Difference.init),
                unified: unified ? (isUnified ? try comparison.lines(from: before.bytes, to: after.bytes) : []) : nil,
                otherFile: otherFile?.description
            )
        } catch {
            guard golden != nil else { throw error }
            throw Problem(error, .validation, object: before.label)
        }
    }

    private func sides(
        _ file: PublishedFile,
        _ versions: FileVersions
    ) throws -> (before: FileVersion, after: FileVersion) {
        guard revisions.count <= 2, golden == nil || other == nil, !(saved && revisions.count == 2) else {
            throw contradiction(file)
        }
        if let golden {
            guard revisions.count <= 1 else { throw contradiction(file) }
            return (FileVersion(label: golden.name, bytes: Array(golden.content)), try chosen(file, versions))
        }
        if let other {
            guard revisions.count <= 1 else { throw contradiction(file) }
            return (try chosen(file, versions), try chosen(Names.file(other), versions))
        }
        switch (revisions.first, revisions.count) {
        case (let first?, 2):
            return (try versions.revision(first, of: file), try versions.revision(revisions[1], of: file))
        case (let first?, _):
            return (try versions.revision(first, of: file), try saved ? versions.saved(file) : versions.served(file))
        default:
            return (try versions.served(file), try versions.saved(file))
        }
    }

    /// The version that the request names of any file.
    private func chosen(_ file: PublishedFile, _ versions: FileVersions) throws -> FileVersion {
        guard !(saved && !revisions.isEmpty) else { throw contradiction(file) }
        if saved { return try versions.saved(file) }
        return try revisions.first.map { try versions.revision($0, of: file) } ?? versions.served(file)
    }

    private func contradiction(_ file: PublishedFile) -> Problem {
        Problem(
            .usage,
            code: "several-comparisons",
            "These do not name two files.",
            object: "file \(file)",
            hint: "Give two revisions, or another phone or a golden file with at most one of a revision and saved."
        )
    }
}
