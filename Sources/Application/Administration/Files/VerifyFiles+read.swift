internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import PhoneFiles
internal import Platform
internal import Store

extension VerifyFiles: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileVerificationReport {
        let asOf = try asOf.map { try UnixTime($0, field: "as-of") } ?? context.now
        // An unknown revision is one fault, not one of each file.
        if let revision { _ = try RevisionPosition.find(revision, in: snapshot) }
        let versions = try FileVersions(snapshot, asOf: asOf)
        var report = FileVerificationReport(same: 0, mismatches: [])
        for given in files {
            if let mismatch = try compare(given, versions) {
                report.mismatches.append(mismatch)
            } else {
                report.same += 1
            }
        }
        return report
    }

    private func compare(
        _ given: File,
        _ versions: FileVersions
    ) throws -> FileVerificationReport.Mismatch? {
        let version: FileVersion
        let file: PublishedFile
        do {
            file = try Names.file(given.file)
            version =
                try saved
                ? versions.saved(file)
                : revision.map { try versions.revision($0, of: file) }
                    ?? versions.served(file)
        } catch let problem as Problem where [.notFound, .validation].contains(problem.kind) {
            return FileVerificationReport.Mismatch(file: given.file, kind: "missing", first: problem.message)
        }
        let golden = Array(given.content)
        guard golden != version.bytes else { return nil }
        do throws(PhoneFileError) {
            let semantics = FileSemantics(
                file: file,
                ignoresVersionStamp: ignoreVersionStamp,
                isGolden: true
            )
            let differences = try semantics.differences(from: golden, to: version.bytes)
            if differences.isEmpty, !bytes { return nil }
            return FileVerificationReport.Mismatch(
                file: given.file,
                kind: "differs",
                differences: differences.isEmpty ? nil : differences.count,
                first: differences.first?.path
            )
        } catch {
            return FileVerificationReport.Mismatch(file: given.file, kind: "unreadable", first: "\(error.message).")
        }
    }
}
