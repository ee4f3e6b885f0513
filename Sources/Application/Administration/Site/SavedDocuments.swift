internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// The saved documents behind what an administrator gives: in part, or masked (A06).
enum SavedDocuments {
    /// `document` with each mask replaced by what is saved of the object it names.
    static func restoreMasked(
        _ document: Document,
        noun: String,
        _ configuration: SavedConfiguration,
        _ snapshot: any SavedStateReading
    ) throws -> Document {
        guard document.holdsMask else { return document }
        guard let saved = try find(document["name"]?.text ?? "", noun: noun, configuration, snapshot) else {
            return document
        }
        return document.restoringMasked(from: saved)
    }

    /// A site file with the objects that it names as they will be: what it says of them laid over what is saved
    /// (``Document/laid(over:)``), or alone when it replaces them. Masks have become what they stand for.
    static func complete(
        _ site: Document,
        replacing: Bool,
        _ configuration: SavedConfiguration,
        _ snapshot: any SavedStateReading
    ) throws -> Document {
        func complete(_ given: Document, _ noun: String) throws -> Document {
            if replacing { return try restoreMasked(given, noun: noun, configuration, snapshot) }
            guard case .mapping = given.content,
                let saved = try find(given["name"]?.text ?? "", noun: noun, configuration, snapshot)
            else { return given }
            return given.restoringMasked(from: saved).laid(over: saved.revealed)
        }
        guard case .mapping(let sections) = site.content else { return site }
        let completed = try sections.map { section in
            guard let noun = ObjectNoun.allCases.first(where: { $0.section == section.key }) else { return section }
            guard case .list(let items) = section.value.content else {
                guard noun == .cluster else { return section }
                return Document.Entry(section.key, try complete(section.value, noun.rawValue))
            }
            let objects = Document.Content.list(try items.map { try complete($0, noun.rawValue) })
            return Document.Entry(section.key, Document(objects, line: section.value.line))
        }
        return Document(.mapping(completed), line: site.line)
    }

    private static func find(
        _ name: String,
        noun: String,
        _ configuration: SavedConfiguration,
        _ snapshot: any SavedStateReading
    ) throws -> Document? {
        switch noun {
        case Cluster.noun: return configuration.cluster.value.document
        case Phone.noun: return try (try? DeviceName(name)).flatMap { try snapshot.phone($0) }?.value.document
        case CallManagerGroup.noun: return document(name, configuration.callManagerGroups)
        case SRSTReference.noun: return document(name, configuration.srstReferences)
        case DevicePool.noun: return document(name, configuration.devicePools)
        case PhoneSecurityProfile.noun: return document(name, configuration.securityProfiles)
        default: return nil
        }
    }

    private static func document<Object: SavedObject>(
        _ name: String,
        _ objects: [ObjectName: Saved<Object>]
    ) -> Document? {
        (try? ObjectName(name)).flatMap { objects[$0] }?.value.document
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
