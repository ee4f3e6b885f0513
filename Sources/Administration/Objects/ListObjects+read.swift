internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ListObjects: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> ObjectListReport {
        let filter = try ObjectFilter(self)
        var report = try all(snapshot, context)
        report.objects.removeAll { !filter.includes($0) }
        return report
    }

    private func all(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> ObjectListReport {
        let configuration = try snapshot.configuration()
        switch noun {
        case .cluster:
            return ObjectListReport(objects: [ObjectReport(configuration.cluster)])
        case .callManagerGroup:
            return list(configuration.callManagerGroups)
        case .srst:
            return list(configuration.srstReferences.filter { expires($0.value.id, configuration, context) }) {
                ReferenceDetails.document($0, configuration, context)
            }
        case .devicePool:
            return list(configuration.devicePools)
        case .securityProfile:
            return list(configuration.securityProfiles)
        case .phone:
            return try phones(snapshot, context)
        }
    }

    /// Whether the certificate of a reference ends soon enough for this list.
    private func expires(_ id: ObjectID, _ configuration: SavedConfiguration, _ context: UseCaseContext) -> Bool {
        guard let expiring else { return true }
        return configuration.certificates[id]?.certificate.expires(within: expiring, of: context.now) ?? false
    }

    private func list<Object: SavedObject>(
        _ objects: [ObjectName: Saved<Object>],
        details: (Saved<Object>) -> Document = { _ in .mapping([]) }
    ) -> ObjectListReport {
        let sorted = objects.sorted { $0.key < $1.key }.map(\.value)
        return ObjectListReport(objects: sorted.map { ObjectReport($0, details: details($0)) })
    }

    private func phones(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> ObjectListReport {
        var wanted: Set<DeviceName>?
        if pending {
            wanted = Set(try context.publisher.preview(.all, context.event("preview"), in: snapshot).published)
        }
        var objects: [ObjectReport] = []
        try snapshot.forEachPhone { phone in
            if wanted?.contains(phone.value.name) ?? true { objects.append(ObjectReport(phone)) }
        }
        return ObjectListReport(objects: objects)
    }
}
