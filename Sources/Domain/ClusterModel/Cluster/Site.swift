public import Documents

/// A whole site as one document: what `apply` reads and `export` writes.
public struct Site {
    /// An object with the text it was read from, which knows its lines.
    public struct Item<Object: SavedObject> {
        /// The object.
        public let object: Object
        /// What it was read from.
        public let source: Document
    }

    /// The cluster's settings, when the document has them.
    public private(set) var cluster: Item<Cluster>?
    /// The call-manager groups.
    public private(set) var callManagerGroups: [Item<CallManagerGroup>] = []
    /// The SRST references.
    public private(set) var srstReferences: [Item<SRSTReference>] = []
    /// The device pools.
    public private(set) var devicePools: [Item<DevicePool>] = []
    /// The phone security profiles.
    public private(set) var securityProfiles: [Item<PhoneSecurityProfile>] = []
    /// The phones.
    public private(set) var phones: [Item<Phone>] = []

    /// Reads a site and reports every problem found in it together, duplicate names included.
    ///
    /// - Parameters:
    ///   - document: The site.
    ///   - collector: Takes the problems.
    ///   - restoring: Fills in what stands masked in an object's document, given the object's noun (A06).
    public init(
        _ document: Document,
        collector: ProblemCollector,
        restoring: (_ noun: String, _ document: Document) throws -> Document
    ) rethrows {
        var reader = FieldReader(document, object: "site file", collector: collector)
        let sections = Self.sections
        let read = reader.everything()
        for entry in read where !sections.contains(entry.key) {
            // What is counted only needs no words.
            guard !collector.isFull else {
                collector.skip()
                continue
            }
            let nearest = entry.key.nearest(in: sections).map { "Did you mean \"\($0)\"? " } ?? ""
            reader.refuse(
                InvalidValue(
                    "There is no such section.",
                    remedy: nearest + "The sections are " + sections.joined(separator: ", ") + ".",
                    code: "unknown-key"
                ),
                field: entry.key,
                line: entry.value.line
            )
        }
        if let section = document["cluster"], section.content != .null {
            let restored = try restoring(Cluster.noun, section)
            cluster = Self.item(restored, collector)
        }
        let byName = { (name: String) in (try? ObjectName(name))?.folded }
        callManagerGroups = try Self.items(document, "call-manager-groups", collector, restoring, key: byName)
        srstReferences = try Self.items(document, "srst-references", collector, restoring, key: byName)
        devicePools = try Self.items(document, "device-pools", collector, restoring, key: byName)
        securityProfiles = try Self.items(document, "security-profiles", collector, restoring, key: byName)
        phones = try Self.items(document, "phones", collector, restoring) { (try? DeviceName($0))?.description }
    }

    /// The site's sections, in the order in which objects refer to each other.
    public static let sections = [
        "cluster", "call-manager-groups", "srst-references", "device-pools", "security-profiles", "phones",
    ]

    private static func item<Object: SavedObject>(_ document: Document, _ collector: ProblemCollector) -> Item<Object>?
    {
        var reader = FieldReader(document, object: Object.noun, collector: collector)
        let object = Object(&reader)
        reader.finish()
        return object.map { Item(object: $0, source: document) }
    }

    private static func items<Object: SavedObject>(
        _ document: Document,
        _ section: String,
        _ collector: ProblemCollector,
        _ restoring: (_ noun: String, _ document: Document) throws -> Document,
        key: (_ name: String) -> String?
    ) rethrows -> [Item<Object>] {
        guard let list = document[section], list.content != .null else { return [] }
        guard case .list(let documents) = list.content else {
            let reader = FieldReader(document, object: "site file", collector: collector)
            reader.refuse(
                .wrongType(list, expected: "a list, one item for each object"),
                field: section,
                line: list.line
            )
            return []
        }
        var seen: [String: Int] = [:]
        var items: [Item<Object>] = []
        for document in documents {
            let item: Item<Object>? = item(try restoring(Object.noun, document), collector)
            let line = document["name"]?.line ?? document.line
            // By the name alone, so that a faulty object's name counts, too.
            guard let name = document["name"]?.text, let key = key(name) else { continue }
            if let first = seen[key] {
                collector.add(
                    Problem(
                        .validation,
                        code: "duplicate-name",
                        "The name stands here a second time; the first is on line \(first).",
                        object: item?.object.label ?? "\(Object.noun) \(name)",
                        field: "name",
                        hint: "Remove one of the two, or rename it.",
                        line: line
                    )
                )
            } else {
                seen[key] = line ?? 0
                if let item { items.append(item) }
            }
        }
        return items
    }
}
