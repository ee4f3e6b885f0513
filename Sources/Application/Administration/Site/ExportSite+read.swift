internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Platform
internal import SiteFiles
internal import Store

extension ExportSite: StreamingUseCase {
    /// Secrets that are disclosed are written down (A06).
    var access: AdminAccess { showSecrets ? .write : .read }

    func run(
        _ body: any AdminStreamSource,
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> Summary {
        let export: Export
        if showSecrets {
            let entry = context.audit("show-secrets", "export")
            export = try await store.write { transaction in
                try transaction.appendAudit(entry)
                return try self.export(transaction)
            }
        } else {
            export = try await store.read { try self.export($0) }
        }
        for piece in export.pieces { try await sink.send(piece) }
        return Summary(certificates: export.certificates)
    }

    /// What is answered, of one view of the store: its text is the one thing that grows with the site.
    private struct Export: Sendable {
        /// Lines of the answer.
        var pieces: [[UInt8]] = []
        let certificates: [SiteCertificate]

        mutating func add(_ text: String) {
            var piece = StreamPiece.item.prefix
            Document.string(text).appendJSON(to: &piece)
            piece += "}\n".utf8
            pieces.append(piece)
        }
    }

    /// How many phones are written at once: none of the documents and nodes that become text outlives its page. Our own
    /// choice.
    private static let pageSize = 200

    private func export(_ snapshot: any StoreSnapshot) throws -> Export {
        let configuration = try snapshot.configuration()
        // With its empty fields, for one that is absent keeps what is saved when the file is applied.
        var export = Export(certificates: try Self.certificates(configuration))
        let site = Document.mapping([
            Document.Entry(SitePosition.key, try SitePosition(of: snapshot).document),
            Document.Entry("cluster", configuration.cluster.value.document),
            Document.Entry("call-manager-groups", Self.list(configuration.callManagerGroups)),
            Document.Entry("srst-references", .list(Self.references(configuration))),
            Document.Entry("device-pools", Self.list(configuration.devicePools)),
            Document.Entry("security-profiles", Self.list(configuration.securityProfiles)),
        ])
        export.add(try text(site))
        var page: [Document] = []
        var isFirst = true
        func turn() throws {
            guard !page.isEmpty else { return }
            export.add((isFirst ? "phones:\n" : "") + (try text(.list(page))))
            isFirst = false
            page.removeAll(keepingCapacity: true)
        }
        try snapshot.forEachPhone { phone in
            page.append(phone.value.document)
            if page.count == Self.pageSize { try turn() }
        }
        try turn()
        if isFirst { export.add("phones: []\n") }
        return export
    }

    private func text(_ document: Document) throws -> String {
        try SiteFile.write(showSecrets ? document.revealed : document.masked, keepsNulls: true)
    }

    /// The references, each with the fingerprint of its accepted certificate.
    private static func references(_ configuration: SavedConfiguration) -> [Document] {
        configuration.srstReferences.sorted { $0.key < $1.key }.map { _, reference in
            guard let accepted = configuration.certificates[reference.id] else { return reference.value.document }
            let sha256 = accepted.certificate.fingerprint.description
            return .mapping(
                reference.value.document.entries + [Document.Entry(SiteCertificates.key, .string(sha256))]
            )
        }
    }

    /// The accepted certificates in the order of their fingerprints, each once.
    private static func certificates(_ configuration: SavedConfiguration) throws -> [SiteCertificate] {
        let accepted = Dictionary(
            configuration.certificates.values.map {
                ($0.certificate.fingerprint.description, $0.certificate.der)
            }
        ) { first, _ in first }
        return try accepted.sorted { $0.key < $1.key }.map { sha256, der in
            SiteCertificate(sha256: sha256, pem: Data(try Certificate(der: der).pem.utf8))
        }
    }

    private static func list<Object: SavedObject>(_ objects: [ObjectName: Saved<Object>]) -> Document {
        .list(objects.sorted { $0.key < $1.key }.map(\.value.value.document))
    }
}
