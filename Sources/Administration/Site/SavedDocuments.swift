internal import ClusterModel
internal import Documents
internal import Store

/// The saved documents behind what an administrator gives back masked (A06).
enum SavedDocuments {
    /// `document` with each mask replaced by what is saved of the object it names.
    static func restoreMasked(
        _ document: Document,
        noun: String,
        _ configuration: SavedConfiguration,
        _ snapshot: any StoreSnapshot
    ) throws -> Document {
        guard document.holdsMask else { return document }
        guard let saved = try find(document["name"]?.text ?? "", noun: noun, configuration, snapshot) else {
            return document
        }
        return document.restoringMasked(from: saved)
    }

    private static func find(
        _ name: String,
        noun: String,
        _ configuration: SavedConfiguration,
        _ snapshot: any StoreSnapshot
    ) throws -> Document? {
        switch noun {
        case Cluster.noun: return configuration.cluster.value.document
        case Phone.noun: return try (try? DeviceName(name)).flatMap { try snapshot.phone($0) }?.value.document
        case PhoneSecurityProfile.noun:
            return (try? ObjectName(name)).flatMap { configuration.securityProfiles[$0] }?.value.document
        default: return nil
        }
    }
}

extension Document {
    /// Whether the mask stands anywhere in this document.
    fileprivate var holdsMask: Bool {
        switch content {
        case .string(let text): text == Self.mask
        case .list(let values): values.contains(where: \.holdsMask)
        case .mapping(let entries): entries.contains(where: \.value.holdsMask)
        case .null, .bool, .integer, .secret: false
        }
    }
}
