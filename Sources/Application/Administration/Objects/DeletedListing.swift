internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// A list of the deleted objects that can be brought back, a page at a time.
struct DeletedListing: Sendable {
    private let request: ListObjects
    private let filter: ObjectFilter

    init(_ request: ListObjects) throws {
        let fetches = request.fetches ?? ListObjects.Fetches()
        guard !request.pending, request.expiring == nil, !fetches.behind, !fetches.neverFetched, fetches.notSince == nil
        else {
            throw Problem(
                .usage,
                code: "not-of-deleted",
                "What waits, expires or was fetched is asked of saved objects, not of deleted ones.",
                object: "\(request.noun.rawValue) list",
                hint: "Leave out that condition, or the wish for deleted objects."
            )
        }
        self.request = request
        filter = try ObjectFilter(request)
    }

    /// The columns that the objects' fields need.
    func columns(in snapshot: any PastStateReading) throws -> [String] {
        var header = FlatHeader(request.noun.shape)
        try forEach(after: nil, in: snapshot) { header.note($0.fields) }
        return header.columns
    }

    /// The objects behind one as lines of the answer, and the last of them when more may follow.
    func page(after begin: ObjectID?, in snapshot: any PastStateReading) throws -> (lines: [UInt8], last: ObjectID?) {
        var lines: [UInt8] = []
        let last = try forEach(after: begin, atMost: ObjectListing.pageSize, in: snapshot) { object in
            object.appendLine(to: &lines, revealingSecrets: request.showSecrets)
        }
        return (lines, last)
    }

    @discardableResult
    private func forEach(
        after begin: ObjectID?,
        atMost most: Int = .max,
        in snapshot: any PastStateReading,
        _ body: (ObjectReport) -> Void
    ) throws -> ObjectID? {
        var count = 0
        var last: ObjectID?
        try snapshot.forEachDeletedObject(ofNoun: request.noun.rawValue, named: nil, after: begin) { object in
            let report = try self.report(object)
            if filter.includes(report) { body(report) }
            count += 1
            last = count == most ? object.id : nil
            return count < most
        }
        return last
    }

    private func report(_ object: DeletedObject) throws -> ObjectReport {
        // Read, so that its secrets are known as such.
        let fields = try request.noun.object(object.state.fields).document
        let details = [
            Document.Entry("deleted-at", .string(object.deletion.time.text)),
            Document.Entry("deleted-by", .string(object.deletion.actor)),
            Document.Entry("replaced-by", object.deletion.successor.map(Document.string) ?? .null),
        ]
        return ObjectReport(
            noun: request.noun.rawValue,
            version: object.version,
            fields: fields,
            details: .mapping(details)
        )
    }
}
