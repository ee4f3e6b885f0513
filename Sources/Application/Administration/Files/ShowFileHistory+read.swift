internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension ShowFileHistory: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileHistoryReport {
        let file = try Names.file(phone)
        var versions: [FileHistoryReport.Version] = []
        try snapshot.forEachVersion(of: file) { record, revision in
            versions.append(
                FileHistoryReport.Version(
                    revision: revision.number,
                    from: revision.committedAt.text,
                    until: versions.last?.from,
                    actor: revision.actor,
                    reason: revision.reason,
                    sha256: record.published?.hashText,
                    srstCertificate: record.published?.certificateText,
                    copiedFrom: record.published?.copiedFrom
                )
            )
        }
        // No phone of that name: say so, and not that it had nothing.
        if versions.isEmpty, case .phone(let name) = file {
            _ = try Names.findPhone(name.description, in: snapshot)
        }
        var report = FileHistoryReport(
            file: file.description,
            incarnation: try snapshot.incarnation(),
            versions: versions
        )
        if case .phone(let name) = file {
            report.replaces = try PhoneSuccession.predecessor(of: name, in: snapshot)
            report.replacedBy = try PhoneSuccession.successor(of: name, in: snapshot)
        }
        return report
    }
}
