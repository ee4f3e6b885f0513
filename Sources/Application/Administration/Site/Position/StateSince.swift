internal import ClusterModel
internal import Documents
internal import Store

/// What has become of objects since a place in the audit trail, by the names they had and have.
struct StateSince {
    private var spans: [String: ChangeSpan] = [:]
    private let snapshot: any AuditReading

    /// - Parameters:
    ///   - sequence: The place of the last audit record before.
    ///   - last: The place of the last audit record that counts.
    ///   - snapshot: The trail.
    /// - Throws: What the store throws.
    init(after sequence: Int, through last: Int, in snapshot: any AuditReading & ChangeReading) throws {
        self.snapshot = snapshot
        guard sequence < last else { return }
        for span in try snapshot.changes(after: sequence, through: last) { spans[Self.key(span.object)] = span }
        // A record of a renaming names the object as it was called before; it is a change of the new name as well.
        for renaming in try snapshot.renamings(after: sequence) where renaming.sequence <= last {
            let key = Self.key(renaming.after)
            var span =
                spans[key]
                ?? ChangeSpan(object: renaming.after, first: renaming.sequence, last: 0, changesSecrets: false)
            span.first = min(span.first, renaming.sequence)
            span.last = max(span.last, renaming.sequence)
            spans[key] = span
        }
    }

    /// The place of the last change of what has that name, or had it; none when there is none.
    func lastChange(of object: String) -> Int? { spans[Self.key(object)]?.last }

    /// Whether what has a name is as it was.
    ///
    /// Where that cannot be known, because the audit trail masks secrets, it counts as changed.
    ///
    /// - Parameters:
    ///   - object: How records name it.
    ///   - present: Its image now; none when there is no such object.
    /// - Returns: Whether it is as it was, for certain.
    /// - Throws: What the store throws.
    func isUnchanged(_ object: String, _ present: Document?) throws -> Bool {
        guard let span = spans[Self.key(object)] else { return true }
        guard !span.changesSecrets, let first = try snapshot.auditRecord(span.first) else { return false }
        // What was given the name had another, and what had it before, if anything had, has a record of its own.
        guard Self.key(first.entry.object) == Self.key(object) else { return present == nil }
        guard let before = first.entry.before else { return present == nil }
        // Some images are of a certificate or of a successor only.
        guard before["name"] != nil || object == Cluster.noun else { return false }
        return present.map { $0.masked.isSameImage(as: before) } ?? false
    }

    /// What two names are the same by: objects are named without regard to ASCII case.
    static func key(_ object: String) -> String { object.asciiLowercased }
}

extension Document {
    /// Whether two images say the same; a field that is null may be absent.
    fileprivate func isSameImage(as other: Document) -> Bool {
        switch (content, other.content) {
        case (.mapping(let own), .mapping(let others)):
            let keys = Set(own.map(\.key) + others.map(\.key))
            return keys.allSatisfy { (self[$0] ?? .null).isSameImage(as: other[$0] ?? .null) }
        case (.list(let own), .list(let others)):
            return own.count == others.count && zip(own, others).allSatisfy { $0.isSameImage(as: $1) }
        default:
            return content == other.content
        }
    }
}
