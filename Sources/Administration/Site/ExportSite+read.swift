internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import SiteFiles
internal import Store

extension ExportSite: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        let configuration = try snapshot.configuration()
        var phones: [Document] = []
        try snapshot.forEachPhone { phones.append($0.value.document) }
        let site = Document.mapping([
            Document.Entry("cluster", configuration.cluster.value.document),
            Document.Entry("call-manager-groups", Self.list(configuration.callManagerGroups)),
            Document.Entry("srst-references", Self.list(configuration.srstReferences)),
            Document.Entry("device-pools", Self.list(configuration.devicePools)),
            Document.Entry("security-profiles", Self.list(configuration.securityProfiles)),
            Document.Entry("phones", .list(phones)),
        ])
        return Response(text: try SiteFile.write(showSecrets ? site.revealed : site.masked))
    }

    func disclosure(_ context: UseCaseContext) -> AuditEntry? {
        showSecrets ? context.audit("show-secrets", "export") : nil
    }

    private static func list<Object: SavedObject>(_ objects: [ObjectName: Saved<Object>]) -> Document {
        .list(objects.sorted { $0.key < $1.key }.map(\.value.value.document))
    }
}
