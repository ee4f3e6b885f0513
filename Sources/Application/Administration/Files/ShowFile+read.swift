internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import OpenSSL
internal import PhoneFiles
internal import Platform
internal import Publishing
internal import Store

extension ShowFile: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileReport {
        let file = try Names.file(phone)
        try requireOneVersion()
        if saved {
            let asOf = try asOf.map { try UnixTime($0, field: "as-of") } ?? context.now
            let whole = try FileVersions(snapshot, asOf: asOf).saved(file).bytes
            return FileReport(
                file: file.description,
                revision: nil,
                sha256: SHA256Digest.of(whole).description,
                text: try shown(file, whole) { try Self.savedMasked(file, in: snapshot, asOf: asOf) ?? whole }
            )
        }
        let published = try version(of: file, in: snapshot)
        let whole = try published.bytes(in: snapshot, masksSecrets: false) ?? []
        return FileReport(
            file: file.description,
            revision: published.revision,
            sha256: published.hash.description,
            text: try shown(file, whole) { try published.bytes(in: snapshot, masksSecrets: true) ?? [] }
        )
    }

    func disclosure(_ context: UseCaseContext) -> AuditEntry? {
        // By the name that the phone's other records have; of what is no phone's file there is nothing to disclose.
        guard showSecrets, case .phone(let name)? = try? Names.file(phone) else { return nil }
        return context.audit("show-secrets", "\(Phone.noun) \(name)")
    }

    private func requireOneVersion() throws(Problem) {
        guard [saved, revision != nil, at != nil].count(where: \.self) > 1 else { return }
        throw Problem(
            .usage,
            code: "several-versions",
            "Only one of saved, revision and at says which file is meant.",
            object: "\(Phone.noun) \(phone)",
            hint: "Give one of them."
        )
    }

    private func version(of file: PublishedFile, in snapshot: any StoreSnapshot) throws -> Publication {
        if let revision {
            let number = try RevisionPosition.find(revision, in: snapshot).revision.number
            return try ServedFile.find(file, at: number, in: snapshot)
        }
        guard let at else { return try ServedFile.find(file, in: snapshot) }
        let second = try UnixTime(at, field: "at")
        let number = try snapshot.revision(committedBy: second)?.number ?? 0
        guard number >= (try snapshot.oldestKeptRevision()) else {
            throw Problem(
                .notFound,
                code: "not-kept",
                "What was served then is not kept.",
                object: "file \(file)",
                field: "at",
                hint: "See what is kept with cnfctl file history \(file)."
            )
        }
        return try ServedFile.find(file, at: number, in: snapshot)
    }

    private func shown(_ file: PublishedFile, _ whole: [UInt8], masked: () throws -> [UInt8]) throws -> String {
        // The only other files are certificates, which are text as PEM.
        guard file.isXML else { return try Certificate(der: whole).pem }
        guard canonical else { return String(decoding: try showSecrets ? whole : masked(), as: UTF8.self) }
        let mask = showSecrets ? nil : Document.mask
        return try CanonicalForm(of: whole, ignoresVersionStamp: false, mask: mask).text
    }

    private static func savedMasked(
        _ file: PublishedFile,
        in snapshot: any StoreSnapshot,
        asOf: UnixTime
    ) throws -> [UInt8]? {
        guard case .phone(let name) = file else { return nil }
        let phone = try Names.findPhone(name.description, in: snapshot).value
        return try SavedFiles(snapshot, asOf: asOf).file(of: phone, masksSecrets: true)
    }
}
