internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ShowFile: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileReport {
        let name = try Names.phone(phone)
        if saved {
            let phone = try Names.findPhone(phone, in: snapshot).value
            let asOf = try asOf.map { try Instant.second($0) } ?? context.now
            let file = try PhoneFileView.saved(phone, in: snapshot, asOf: asOf, masksSecrets: false)
            let shown = try PhoneFileView.saved(phone, in: snapshot, asOf: asOf, masksSecrets: !showSecrets)
            return FileReport(
                file: name.fileName,
                revision: nil,
                sha256: Hexadecimal.text(SHA256Digest.of(file)),
                text: String(decoding: shown, as: UTF8.self)
            )
        }
        let published = try ServedFile.find(name, in: snapshot)
        let shown = try PhoneFileView.served(published, in: snapshot, masksSecrets: !showSecrets) ?? []
        return FileReport(
            file: name.fileName,
            revision: published.revision,
            sha256: Hexadecimal.text(published.hash),
            text: String(decoding: shown, as: UTF8.self)
        )
    }

    func disclosure(_ context: UseCaseContext) -> AuditEntry? {
        showSecrets ? context.audit("show-secrets", "phone \(phone)") : nil
    }
}

/// The version of a file that a phone is served.
enum ServedFile {
    static func find(_ name: DeviceName, in snapshot: any StoreSnapshot) throws -> CurrentPublication {
        var found: CurrentPublication?
        try snapshot.forEachCandidate(.phone(name)) { found = $0.published ?? found }
        guard let found else {
            throw Problem(
                .notFound,
                code: "not-published",
                "No file is published for it.",
                object: "phone \(name)",
                hint: "Run cnfctl reset --phone \(name)."
            )
        }
        return found
    }
}
