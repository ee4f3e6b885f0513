internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// An object that can be imported: what its rows are checked with and saved by.
protocol ImportableObject: SavedObject {
    /// The columns of a list's CSV that are no fields, but what is known of the object: an import passes them over.
    static var stateColumns: Set<String> { get }
    /// What two names are compared by; none for what is no name.
    static func key(ofName text: String) -> String?
    /// The object of that name as it is saved.
    static func saved(
        _ name: String,
        _ configuration: SavedConfiguration,
        _ snapshot: any StoreSnapshot
    ) throws -> Self?
    /// Notes what its fields say of other objects and cannot be.
    static func check(_ fields: Document, _ check: SiteCheck, _ collector: ProblemCollector) throws
    /// Saves it unless it is as it was.
    func write(over before: Self?, with writer: inout SiteWriter) throws -> ImportRow.Outcome
}

extension ImportableObject {
    static var stateColumns: Set<String> { [] }
}

extension ObjectNoun {
    /// The noun's objects when they can be imported; a further kind is a line here and an extension below.
    var importable: (any ImportableObject.Type)? {
        switch self {
        case .phone: Phone.self
        case .devicePool: DevicePool.self
        case .srst: SRSTReference.self
        case .cluster, .callManagerGroup, .securityProfile: nil
        }
    }
}

extension Phone: ImportableObject {
    static var stateColumns: Set<String> { Set(ListObjects.Fetches.columns) }

    static func key(ofName text: String) -> String? { (try? DeviceName(text))?.description }

    static func saved(_ name: String, _: SavedConfiguration, _ snapshot: any StoreSnapshot) throws -> Phone? {
        try (try? DeviceName(name)).flatMap { try snapshot.phone($0) }?.value
    }

    static func check(_ fields: Document, _ check: SiteCheck, _ collector: ProblemCollector) throws {
        try check.check(phone: fields, collector)
    }

    func write(over before: Phone?, with writer: inout SiteWriter) throws -> ImportRow.Outcome {
        try writer.write(self, over: before)
    }
}

extension DevicePool: ImportableObject {
    static func key(ofName text: String) -> String? { (try? ObjectName(text))?.folded }

    static func saved(_ name: String, _ configuration: SavedConfiguration, _: any StoreSnapshot) -> DevicePool? {
        (try? ObjectName(name)).flatMap { configuration.devicePools[$0] }?.value
    }

    static func check(_ fields: Document, _ check: SiteCheck, _ collector: ProblemCollector) throws {
        try check.check(pool: fields, collector)
    }

    func write(over _: DevicePool?, with writer: inout SiteWriter) throws -> ImportRow.Outcome {
        try writer.write(self)
    }
}

extension SRSTReference: ImportableObject {
    static func key(ofName text: String) -> String? { (try? ObjectName(text))?.folded }

    static func saved(_ name: String, _ configuration: SavedConfiguration, _: any StoreSnapshot) -> SRSTReference? {
        (try? ObjectName(name)).flatMap { configuration.srstReferences[$0] }?.value
    }

    static func check(_: Document, _: SiteCheck, _: ProblemCollector) {}

    func write(over _: SRSTReference?, with writer: inout SiteWriter) throws -> ImportRow.Outcome {
        try writer.write(self)
    }
}
