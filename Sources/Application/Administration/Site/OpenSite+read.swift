internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import SiteFiles
internal import Store

extension OpenSite: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        let configuration = try snapshot.configuration()
        var sections: [Document.Entry] = []
        var versions: [ObjectVersion] = []
        for noun in noun.map({ [$0] }) ?? ObjectNoun.allCases {
            let items = try items(noun, configuration, in: snapshot)
            versions += items.map {
                ObjectVersion(noun: noun, name: $0.value.document["name"]?.text, version: $0.version)
            }
            let documents = items.map(\.value.document)
            let section = noun == .cluster ? documents.first ?? .mapping([]) : .list(documents)
            sections.append(Document.Entry(noun.section, section))
        }
        return Response(text: try SiteFile.write(.mapping(sections).masked), versions: versions)
    }

    private func items(
        _ noun: ObjectNoun,
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws -> [SavedItem] {
        guard names.isEmpty else {
            return try names.map { try SavedItem(noun, $0, configuration, in: snapshot) }
        }
        switch noun {
        case .cluster: return [SavedItem(configuration.cluster)]
        case .callManagerGroup: return Self.sorted(configuration.callManagerGroups)
        case .srst: return Self.sorted(configuration.srstReferences)
        case .devicePool: return Self.sorted(configuration.devicePools)
        case .securityProfile: return Self.sorted(configuration.securityProfiles)
        case .phone:
            var phones: [SavedItem] = []
            try snapshot.forEachPhone { phones.append(SavedItem($0)) }
            return phones
        }
    }

    private static func sorted<Object: SavedObject>(_ objects: [ObjectName: Saved<Object>]) -> [SavedItem] {
        objects.sorted { $0.key < $1.key }.map { SavedItem($0.value) }
    }
}
