internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import PhoneFiles
internal import Publishing
internal import Store

extension DiffFile: ReadingUseCase {
    private static let versionStampPath = "/device/versionStamp"

    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileDiffReport {
        let name = try Names.phone(phone)
        let published = try ServedFile.find(name, in: snapshot)
        let served = try PhoneFileView.served(published, in: snapshot, masksSecrets: false) ?? []
        let phone = try Names.findPhone(phone, in: snapshot).value
        let asOf = try asOf.map { try Instant.second($0) } ?? context.now
        let saved = try PhoneFileView.saved(phone, in: snapshot, asOf: asOf, masksSecrets: false)
        let differences = try PhoneFileDiff.differences(from: served, to: saved)
            .filter { !ignoreVersionStamp || $0.path != Self.versionStampPath }
        return FileDiffReport(
            file: name.fileName,
            before: "served, revision \(published.revision)",
            after: "saved",
            differences: differences.map(Self.report)
        )
    }

    /// A secret's change is told, its text is not.
    private static func report(_ difference: PhoneFileDifference) -> FileDiffReport.Difference {
        func shown(_ text: String?) -> String? {
            guard let text, difference.isSecret, !text.isEmpty else { return text }
            return Document.mask
        }
        return FileDiffReport.Difference(
            path: difference.path,
            kind: difference.kind.rawValue,
            before: shown(difference.old),
            after: shown(difference.new)
        )
    }
}
