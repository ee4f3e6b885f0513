internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension ListObjects: StreamingUseCase {
    /// Secrets that are disclosed are written down (A06).
    var access: AdminAccess { showSecrets ? .write : .read }

    func run(
        _ body: [UInt8],
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> StreamEnd {
        let listing = try await ObjectListing(self, store, context)
        if showSecrets {
            let entry = context.audit("show-secrets", "\(noun.rawValue) export")
            try await store.write { try $0.appendAudit(entry) }
        }
        if columns {
            let head = try await store.read { Head(columns: try listing.columns(in: $0)) }
            try await sink.send(StreamPiece.head.line(try AdminJSON.encode(head)))
        }
        var page = try await store.read { try listing.page(after: nil, in: $0) }
        while let last = page.last {
            async let following = store.read { try listing.page(after: last, in: $0) }
            try await sink.send(page.lines)
            page = try await following
        }
        try await sink.send(page.lines)
        return StreamEnd()
    }
}

/// The objects of a list, a page at a time.
struct ObjectListing: Sendable {
    /// How many phones a page has. Our own choice: about a quarter of a megabyte.
    static let pageSize = 500

    /// Some of the objects.
    struct Page: Sendable {
        /// They as lines of the answer.
        var lines: [UInt8] = []
        /// The last of them when there may be more.
        var last: DeviceName?
    }

    private let request: ListObjects
    private let filter: ObjectFilter
    private let context: UseCaseContext
    /// The phones that wait for a reset, when only those are wanted.
    private let pending: Set<DeviceName>?

    init(_ request: ListObjects, _ store: any StorePort, _ context: UseCaseContext) async throws {
        self.request = request
        self.context = context
        filter = try ObjectFilter(request)
        pending =
            request.pending && request.noun == .phone
            ? try await store.read { snapshot in
                Set(try context.publisher.preview(.all, context.event("preview"), in: snapshot).published)
            } : nil
    }

    /// The columns that the objects' fields need.
    func columns(in snapshot: any StoreSnapshot) throws -> [String] {
        var header = FlatHeader(request.noun.shape)
        try forEach(after: nil, limit: nil, in: snapshot) { header.note($0.fields) }
        return header.columns
    }

    /// The objects that follow a phone, or the first ones.
    func page(after last: DeviceName?, in snapshot: any StoreSnapshot) throws -> Page {
        var page = Page()
        let prefix = StreamPiece.item.prefix
        page.last = try forEach(after: last, limit: Self.pageSize, in: snapshot) { object in
            page.lines += prefix
            object.document.appendJSON(to: &page.lines, revealingSecrets: request.showSecrets)
            page.lines += "}\n".utf8
        }
        return page
    }

    /// Calls `body` with the objects that the list has; answers the last phone when there may be more.
    @discardableResult
    private func forEach(
        after last: DeviceName?,
        limit: Int?,
        in snapshot: any StoreSnapshot,
        _ body: (ObjectReport) -> Void
    ) throws -> DeviceName? {
        guard request.noun == .phone else {
            for object in try others(snapshot) where filter.includes(object) { body(object) }
            return nil
        }
        var count = 0
        var latest: DeviceName?
        try snapshot.forEachPhone(after: last, limit: limit) { phone in
            count += 1
            latest = phone.value.name
            guard pending?.contains(phone.value.name) ?? true else { return }
            let object = ObjectReport(unmasked: phone)
            if filter.includes(object) { body(object) }
        }
        return count == limit ? latest : nil
    }

    private func others(_ snapshot: any StoreSnapshot) throws -> [ObjectReport] {
        let configuration = try snapshot.configuration()
        switch request.noun {
        case .cluster:
            return [ObjectReport(unmasked: configuration.cluster)]
        case .callManagerGroup:
            return list(configuration.callManagerGroups)
        case .srst:
            return list(configuration.srstReferences.filter { expires($0.value.id, configuration) }) {
                ReferenceDetails.document($0, configuration, context)
            }
        case .devicePool:
            return list(configuration.devicePools)
        case .securityProfile:
            return list(configuration.securityProfiles)
        case .phone:
            return []
        }
    }

    /// Whether the certificate of a reference ends soon enough for this list.
    private func expires(_ id: ObjectID, _ configuration: SavedConfiguration) -> Bool {
        guard let expiring = request.expiring else { return true }
        return configuration.certificates[id]?.certificate.expires(within: expiring, of: context.now) ?? false
    }

    private func list<Object: SavedObject>(
        _ objects: [ObjectName: Saved<Object>],
        details: (Saved<Object>) -> Document = { _ in .mapping([]) }
    ) -> [ObjectReport] {
        let sorted = objects.sorted { $0.key < $1.key }.map(\.value)
        return sorted.map { ObjectReport(unmasked: $0, details: details($0)) }
    }
}

extension ObjectReport {
    /// The report of a saved object with its secrets, for whatever writes them masked.
    fileprivate init<Object: SavedObject>(unmasked saved: Saved<Object>, details: Document = .mapping([])) {
        self.init(noun: Object.noun, version: saved.version, fields: saved.value.document, details: details)
    }

    /// The report as Codable writes it.
    fileprivate var document: Document {
        .mapping([
            Document.Entry("details", details), Document.Entry("fields", fields), Document.Entry("noun", .string(noun)),
            Document.Entry("version", .integer(version)),
        ])
    }
}
