internal import AdminAPI
internal import ClusterModel
internal import Store

extension ListNames: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        Response(names: try names(snapshot))
    }

    private func names(_ snapshot: any SavedStateReading & PastStateReading) throws -> [String] {
        func matching(_ names: some Sequence<ObjectName>) -> [String] {
            let wanted = prefix.lowercased()
            let found = names.filter { $0.text.lowercased().hasPrefix(wanted) }.sorted()
            return found.prefix(Self.maximumCount).map(\.text)
        }
        if deleted == true { return try deletedNames(snapshot) }
        switch noun {
        case .cluster: return []
        case .callManagerGroup: return matching(try snapshot.configuration().callManagerGroups.keys)
        case .srst: return matching(try snapshot.configuration().srstReferences.keys)
        case .devicePool: return matching(try snapshot.configuration().devicePools.keys)
        case .securityProfile: return matching(try snapshot.configuration().securityProfiles.keys)
        case .phone: return try snapshot.phoneNames(beginningWith: prefix, limit: Self.maximumCount)
        }
    }

    private func deletedNames(_ snapshot: any PastStateReading) throws -> [String] {
        let wanted = prefix.lowercased()
        var names: Set<String> = []
        try snapshot.forEachDeletedObject(ofNoun: noun.rawValue, named: nil, after: nil) { object in
            if object.name.lowercased().hasPrefix(wanted) { names.insert(object.name) }
            return names.count < Self.maximumCount
        }
        return names.sorted()
    }
}
