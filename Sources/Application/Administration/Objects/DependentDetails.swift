internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// What depends on an object, as `show` tells it: by the saved state or by the files served now.
enum DependentDetails {
    /// The device pools that name it, how many phones depend on it, how many of those wait for a reset, and on request
    /// the phones; null for what has no dependents of its own.
    static func document(
        of item: SavedItem,
        naming: Bool,
        _ configuration: SavedConfiguration,
        in snapshot: any RenderedState,
        _ context: UseCaseContext
    ) throws -> Document? {
        let users = item.value is CallManagerGroup || item.value is SRSTReference
        var entries: [Document.Entry] = []
        if users {
            let pools = try ObjectUsers(of: item.value, configuration, in: snapshot).pools
            entries.append(Document.Entry("device-pools", .list(pools.map(\.name.document))))
        }
        if let scope = item.scope, !(item.value is Phone) {
            var phones: [DeviceName] = []
            try snapshot.forEachCandidate(scope.selection, in: .stored) { phones.append($0.name) }
            let next = try context.publisher.preview(scope.selection, context.event("preview"), in: snapshot)
            entries.append(Document.Entry("phone-count", .integer(phones.count)))
            entries.append(Document.Entry("pending-count", .integer(next.published.count + next.withdrawn.count)))
            if naming { entries.append(Document.Entry("phones", .list(phones.sorted().map(\.document)))) }
        }
        return entries.isEmpty ? nil : .mapping(entries)
    }
}
