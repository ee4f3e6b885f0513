internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import SiteFiles
internal import Store

extension ExportSite: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        let configuration = try snapshot.configuration()
        var phones: [Document] = []
        try snapshot.forEachPhone { phones.append($0.value.document) }
        // With its empty fields, for one that is absent keeps what is saved when the file is applied.
        let site = Document.mapping([
            Document.Entry(SitePosition.key, try SitePosition(of: snapshot).document),
            Document.Entry("cluster", configuration.cluster.value.document),
            Document.Entry("call-manager-groups", Self.list(configuration.callManagerGroups)),
            Document.Entry("srst-references", .list(Self.references(configuration))),
            Document.Entry("device-pools", Self.list(configuration.devicePools)),
            Document.Entry("security-profiles", Self.list(configuration.securityProfiles)),
            Document.Entry("phones", .list(phones)),
        ])
        return Response(
            text: try SiteFile.write(showSecrets ? site.revealed : site.masked, keepsNulls: true),
            certificates: try Self.certificates(configuration)
        )
    }

    /// The references, each with the fingerprint of its accepted certificate.
    private static func references(_ configuration: SavedConfiguration) -> [Document] {
        configuration.srstReferences.sorted { $0.key < $1.key }.map { _, reference in
            guard let accepted = configuration.certificates[reference.id] else { return reference.value.document }
            let sha256 = Hexadecimal.text(accepted.certificate.fingerprint)
            return .mapping(
                reference.value.document.entries + [Document.Entry(SiteCertificates.key, .string(sha256))]
            )
        }
    }

    /// The accepted certificates in the order of their fingerprints, each once.
    private static func certificates(_ configuration: SavedConfiguration) throws -> [SiteCertificate] {
        let accepted = Dictionary(
            configuration.certificates.values.map { (Hexadecimal.text($0.certificate.fingerprint), $0.certificate.der) }
        ) { first, _ in first }
        return try accepted.sorted { $0.key < $1.key }.map { sha256, der in
            SiteCertificate(sha256: sha256, pem: Data(try Certificate(der: der).pem.utf8))
        }
    }

    func disclosure(_ context: UseCaseContext) -> AuditEntry? {
        showSecrets ? context.audit("show-secrets", "export") : nil
    }

    private static func list<Object: SavedObject>(_ objects: [ObjectName: Saved<Object>]) -> Document {
        .list(objects.sorted { $0.key < $1.key }.map(\.value.value.document))
    }
}
