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
        _ body: any AdminStreamSource,
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> StreamEnd {
        if deleted == true { return try await runDeleted(&sink, store, context) }
        let listing = try await ObjectListing(self, store, context)
        try await sendHead(&sink, store, context) { try listing.columns(in: $0) }
        var begin: DeviceName?
        repeat {
            // Two pages at once, each on a core of its own where there are two.
            let pages = try await store.read { [begin] in try listing.twoPages(after: begin, in: $0) }
            async let first = store.read { try listing.lines(of: pages.first, in: $0) }
            async let second = store.read { snapshot in
                try pages.second.map { try listing.lines(of: $0, in: snapshot) } ?? []
            }
            try await sink.send(first)
            try await sink.send(second)
            begin = pages.second?.last
        } while begin != nil
        return StreamEnd()
    }

    private func runDeleted(
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext
    ) async throws -> StreamEnd {
        let listing = try DeletedListing(self)
        try await sendHead(&sink, store, context) { try listing.columns(in: $0) }
        var begin: ObjectID?
        repeat {
            let page = try await store.read { [begin] in try listing.page(after: begin, in: $0) }
            try await sink.send(page.lines)
            begin = page.last
        } while begin != nil
        return StreamEnd()
    }

    /// Writes down that secrets are disclosed, and sends the columns when they are asked for.
    private func sendHead(
        _ sink: inout any AdminStreamSink,
        _ store: any StorePort,
        _ context: UseCaseContext,
        columns heads: @Sendable @escaping (any StoreSnapshot) throws -> [String]
    ) async throws {
        if showSecrets {
            let entry = context.audit("show-secrets", "\(noun.rawValue) export")
            try await store.write { try $0.appendAudit(entry) }
        }
        if columns {
            let head = try await store.read { Head(columns: try heads($0)) }
            try await sink.send(StreamPiece.head.line(try AdminJSON.encode(head)))
        }
    }
}

/// The objects of a list, a page at a time.
struct ObjectListing: Sendable {
    /// How many phones a page has. Our own choice: about a quarter of a megabyte.
    static let pageSize = 500

    /// Some of the objects: those between two phones.
    struct Page: Sendable {
        /// The phone before them; none when they are the first.
        var before: DeviceName?
        /// The last of them; none when nothing follows.
        var last: DeviceName?
    }

    private let request: ListObjects
    private let filter: ObjectFilter
    private let fetchFilter: FetchFilter?
    private let context: UseCaseContext
    /// The phones that wait for a reset, when only those are wanted.
    private let pending: Set<DeviceName>?

    init(_ request: ListObjects, _ store: any StorePort, _ context: UseCaseContext) async throws {
        self.request = request
        self.context = context
        filter = try ObjectFilter(request)
        fetchFilter = try request.fetches.map { try FetchFilter($0, now: context.now) }
        if let expiring = request.expiring {
            _ = try NumberLimit.expiring.number(expiring, "expiring", "\(request.noun.rawValue) list")
        }
        try await store.read { try ListedNames(request).requireAll(in: $0) }
        pending =
            request.pending && request.noun == .phone
            ? try await store.read { snapshot in
                Set(try context.publisher.pending(context.event("preview"), in: snapshot) { _, _ in }.published)
            } : nil
    }

    /// The columns that the objects' fields need.
    func columns(in snapshot: any SavedStateReading & FetchReading) throws -> [String] {
        var header = FlatHeader(request.noun.shape)
        var begin: DeviceName?
        repeat {
            let pages = try twoPages(after: begin, in: snapshot)
            try forEach(of: pages.first, in: snapshot) { header.note($0.fields) }
            if let second = pages.second { try forEach(of: second, in: snapshot) { header.note($0.fields) } }
            begin = pages.second?.last
        } while begin != nil
        return header.columns
    }

    /// The page after a phone, or the first one, and the page after that when there is one.
    func twoPages(after begin: DeviceName?, in snapshot: any SavedStateReading) throws -> (first: Page, second: Page?) {
        // Of anything else there is one page.
        guard request.noun == .phone, let middle = try snapshot.phone(Self.pageSize, after: begin) else {
            return (Page(before: begin), nil)
        }
        let end = try snapshot.phone(Self.pageSize, after: middle)
        return (Page(before: begin, last: middle), Page(before: middle, last: end))
    }

    /// The objects of a page as lines of the answer.
    func lines(of page: Page, in snapshot: any SavedStateReading & FetchReading) throws -> [UInt8] {
        var lines: [UInt8] = []
        try forEach(of: page, in: snapshot) { object in
            object.appendLine(to: &lines, revealingSecrets: request.showSecrets)
        }
        return lines
    }

    /// Calls `body` with the objects of a page that the list has.
    private func forEach(
        of page: Page,
        in snapshot: any SavedStateReading & FetchReading,
        _ body: (ObjectReport) -> Void
    ) throws {
        guard request.noun == .phone else {
            for object in try others(snapshot) where filter.includes(object) { body(object) }
            return
        }
        let fetches = try fetchDetails(of: page, in: snapshot)
        // What nobody fits need not be read.
        if fetches?.isEmpty == true { return }
        try snapshot.forEachPhone(after: page.before, through: page.last) { phone in
            guard pending?.contains(phone.value.name) ?? true else { return }
            var details = Document.mapping([])
            if let fetches {
                guard let known = fetches[phone.value.name] else { return }
                details = known
            }
            let object = ObjectReport(unmasked: phone, details: details)
            if filter.includes(object) { body(object) }
        }
    }

    /// What the phones of a page have fetched, of those that are wanted by that; none when it is not asked for.
    private func fetchDetails(of page: Page, in snapshot: any FetchReading) throws -> [DeviceName: Document]? {
        guard let fetchFilter else { return nil }
        var details: [DeviceName: Document] = [:]
        try snapshot.forEachFileStatus(after: page.before, through: page.last) { status in
            if fetchFilter.includes(status) { details[status.phone] = FetchDetails.document(status) }
        }
        return details
    }

    private func others(_ snapshot: any SavedStateReading) throws -> [ObjectReport] {
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

    /// Appends the report as a line of a list.
    func appendLine(to lines: inout [UInt8], revealingSecrets: Bool) {
        lines += StreamPiece.item.prefix
        document.appendJSON(to: &lines, revealingSecrets: revealingSecrets)
        lines += "}\n".utf8
    }

    /// The report as Codable writes it.
    fileprivate var document: Document {
        .mapping([
            Document.Entry("details", details), Document.Entry("fields", fields), Document.Entry("noun", .string(noun)),
            Document.Entry("version", .integer(version)),
        ])
    }
}
