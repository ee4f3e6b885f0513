internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// The versions of files that can be shown and compared.
struct FileVersions {
    private let snapshot: any StoreSnapshot
    private let saved: SavedFiles

    /// The versions in a snapshot; saved ones are judged as of a second since 1970.
    init(_ snapshot: any StoreSnapshot, asOf: UnixTime) throws {
        self.snapshot = snapshot
        saved = try SavedFiles(snapshot, asOf: asOf)
    }

    /// The file that is served.
    func served(_ file: PublishedFile) throws -> FileVersion {
        let published = try ServedFile.find(file, in: snapshot)
        return FileVersion(label: "served, revision \(published.revision)", bytes: try bytes(published))
    }

    /// The file as it was served while a revision was the latest.
    func revision(_ position: String, of file: PublishedFile) throws -> FileVersion {
        let number = try RevisionPosition.find(position, in: snapshot).revision.number
        let published = try ServedFile.find(file, at: number, in: snapshot)
        return FileVersion(label: "revision \(number)", bytes: try bytes(published))
    }

    /// The file a reset would publish.
    func saved(_ file: PublishedFile) throws -> FileVersion {
        FileVersion(label: "saved", bytes: try savedBytes(file))
    }

    private func savedBytes(_ file: PublishedFile) throws -> [UInt8] {
        switch file {
        case .phone(let name):
            let phone = try Names.findPhone(name.description, in: snapshot).value
            return try saved.file(of: phone, masksSecrets: false)
        case .defaultFile:
            return try siteFile(file, hint: "Set the cluster's default-call-manager-group.")
        case .capfRoot:
            return try siteFile(file, hint: "Give the root with cnfctl capf set.")
        }
    }

    private func siteFile(_ file: PublishedFile, hint: String) throws -> [UInt8] {
        guard let bytes = try saved.siteFile(file) else {
            throw Problem(
                .notFound,
                code: file == .capfRoot ? "no-capf-file" : "no-default-file",
                "A reset would publish none.",
                object: "file \(file)",
                hint: hint
            )
        }
        return bytes
    }

    private func bytes(_ published: Publication) throws -> [UInt8] {
        try published.bytes(in: snapshot, masksSecrets: false) ?? []
    }
}

/// One version of a file, and how reports name it.
struct FileVersion {
    /// For instance `served, revision 3`, `revision 2` or `saved`.
    var label: String
    /// The file, secrets included.
    var bytes: [UInt8]
}

/// The version of a file that is served.
enum ServedFile {
    /// The version a phone is served now.
    static func find(_ name: DeviceName, in snapshot: any StoreSnapshot) throws -> Publication {
        try find(.phone(name), in: snapshot)
    }

    /// The version that is served now.
    static func find(_ file: PublishedFile, in snapshot: any StoreSnapshot) throws -> Publication {
        let latest = try snapshot.latestRevision()?.number ?? 0
        if let found = try snapshot.publication(of: file, at: latest) { return found }
        let hint: String
        switch file {
        case .phone(let name):
            // One that never was is told apart from one without a file.
            _ = try Names.findPhone(name.description, in: snapshot)
            hint = "Run cnfctl reset --phone \(name)."
        case .defaultFile:
            hint = "Set the cluster's default-call-manager-group, then run cnfctl reset --all."
        case .capfRoot:
            hint = "Give the root with cnfctl capf set, then run cnfctl reset --all."
        }
        throw problem(file, "No file is published for it.", hint)
    }

    /// The version that was served while `revision` was the latest.
    static func find(
        _ file: PublishedFile,
        at revision: RevisionNumber,
        in snapshot: any PublicationReading
    ) throws -> Publication {
        guard let found = try snapshot.publication(of: file, at: revision) else {
            let hint = "See what it had with cnfctl file history \(file)."
            throw problem(file, "No file was published for it at revision \(revision).", hint)
        }
        return found
    }

    private static func problem(_ file: PublishedFile, _ message: String, _ hint: String) -> Problem {
        let object =
            switch file {
            case .phone(let name): "\(Phone.noun) \(name)"
            case .defaultFile, .capfRoot: "file \(file)"
            }
        return Problem(.notFound, code: "not-published", message, object: object, hint: hint)
    }
}
