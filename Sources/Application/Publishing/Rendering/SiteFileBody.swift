internal import ClusterModel
internal import PhoneFiles
internal import Store

/// The files that belong to no phone, as the saved state makes them.
enum SiteFileBody {
    /// The bytes of a file of the whole site; none when the site has no such file (P03, S06).
    static func body(
        of file: PublishedFile,
        _ configuration: SavedConfiguration,
        in snapshot: any TrustReading
    ) throws -> RenditionBody? {
        switch file {
        case .phone:
            return nil
        case .capfRoot:
            let root = try snapshot.authorities().first { $0.role == .capf }
            return root.flatMap { RenditionBody(bytes: $0.der, holes: []) }
        case .defaultFile:
            let cluster = configuration.cluster.value
            guard let name = cluster.defaultCallManagerGroup else { return nil }
            guard let group = configuration.callManagerGroups[name] else {
                throw PublishingError.danglingReference(name.text)
            }
            return try DefaultFileRenderer.body(cluster: cluster, group: group.value)
        }
    }
}
