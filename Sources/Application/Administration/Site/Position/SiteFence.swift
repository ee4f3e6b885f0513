internal import AdminAPI
internal import Documents
internal import Store

/// Keeps a site file from overwriting what others have saved since it was written.
///
/// Each object that the file would change is judged by its state: it is free when it is as it was at the file's position,
/// or as the last apply of the same file left it. Who changed it does not matter: many administrators are one user.
struct SiteFence {
    /// What a file says of the time it was written.
    private enum Basis {
        /// Nothing.
        case none
        /// The state after an audit record.
        case position(Int)
        /// A state that this store's history does not lead through.
        case elsewhere
        /// The state that a plan was made for; any change since counts.
        case plan(Int)
    }

    private let basis: Basis
    private let snapshot: any AuditReading & ChangeReading
    /// How many audit records there were before the file is applied.
    private let count: Int
    private let remembered: RememberedFile?
    private var since: StateSince?
    private var sinceRemembered: StateSince?
    private var judged: Set<String> = []
    /// The objects that somebody changed since, each with the place of the last change.
    private(set) var found: [(object: String, record: Int)] = []

    /// The fence of a file.
    ///
    /// - Parameters:
    ///   - position: The file's position, if it has one.
    ///   - source: What the file is called where it lies; none when nobody knows.
    ///   - snapshot: The store before the file is applied.
    /// - Throws: What the store throws.
    init(
        _ position: SitePosition?,
        source: String?,
        in snapshot: any RevisionReading & AuditReading & ChangeReading
    ) throws {
        self.snapshot = snapshot
        count = try snapshot.auditCount()
        basis = try position.map { try $0.isPassed(by: snapshot) ? .position($0.record) : .elsewhere } ?? .none
        remembered = try RememberedFile(position, source: source, in: snapshot)
    }

    /// The fence of a plan that was kept.
    init(ofPlanAt position: SitePosition, in snapshot: any RevisionReading & AuditReading & ChangeReading) throws {
        self.snapshot = snapshot
        count = try snapshot.auditCount()
        basis = try position.isPassed(by: snapshot) ? .plan(position.record) : .elsewhere
        remembered = nil
    }

    /// Whether what was found keeps the file from being applied, unless that is wanted.
    var isStale: Bool {
        if case .none = basis { return false }
        return !found.isEmpty
    }

    /// Judges an object that the file would add, change or delete.
    ///
    /// - Parameters:
    ///   - object: How messages name it.
    ///   - present: Its image before the file is applied; none when there is no such object.
    /// - Throws: What the store throws.
    mutating func judge(_ object: String, _ present: Document?) throws {
        guard judged.insert(object).inserted else { return }
        // What is not there is overwritten by nothing but a file that knows it was.
        if case .none = basis, present == nil { return }
        let since = try since ?? StateSince(after: start, through: count, in: snapshot)
        self.since = since
        guard let record = since.lastChange(of: object) else { return }
        switch basis {
        case .position: if try since.isUnchanged(object, present) { return }
        case .none, .elsewhere, .plan: break
        }
        if let remembered, remembered.names(object) {
            let later = try sinceRemembered ?? StateSince(after: remembered.sequence, through: count, in: snapshot)
            sinceRemembered = later
            if try later.isUnchanged(object, present) { return }
        }
        found.append((object, record))
    }

    /// The audit record behind which changes count.
    private var start: Int {
        switch basis {
        case .position(let record), .plan(let record): record
        case .none, .elsewhere: 0
        }
    }

    /// What a file overwrites although somebody changed it.
    func overwritten() throws -> [OverwrittenObject] {
        try found.compactMap { object, record in
            try snapshot.auditRecord(record).map {
                OverwrittenObject(object: object, actor: $0.entry.actor, time: $0.entry.time.text)
            }
        }
    }

    /// How many objects a refusal names before it only counts them. Our own choice.
    private static let mostNamed = 20

    /// The refusal of a file that would overwrite what was found, an entry for each object.
    func refusal() throws -> Problems {
        var problems = try found.prefix(Self.mostNamed).compactMap { object, record in
            try snapshot.auditRecord(record).map { problem(object, $0.entry) }
        }
        if found.count > Self.mostNamed {
            let rest = Quantity(found.count - Self.mostNamed, "more object")
            problems.append(
                Problem(.conflict, code: code, "So \(rest.choose("was", "were")) \(rest).", object: object, hint: hint)
            )
        }
        return Problems(problems)
    }

    private func problem(_ object: String, _ change: AuditEntry) -> Problem {
        let verb =
            switch change.action {
            case "add": "added it"
            case "delete": "deleted it"
            case "rename": "renamed it"
            case "replace": "replaced it"
            case "undelete": "brought it back"
            default: "changed it"
            }
        let when =
            switch basis {
            case .plan: "after the plan was made"
            case .elsewhere: "and the file shows the state of another store, or of one that was restored since"
            case .none, .position: "after the state that the file shows"
            }
        return Problem(
            .conflict,
            code: code,
            "\(change.actor) \(verb) at \(change.time.text), \(when).",
            object: object,
            hint: hint
        )
    }

    private var isPlan: Bool {
        if case .plan = basis { return true }
        return false
    }
    private var object: String { isPlan ? "plan" : "site file" }
    private var code: String { isPlan ? "plan-outdated" : "changed-since" }
    private var hint: String {
        isPlan
            ? "Nothing was applied; make the plan again."
            : "Nothing was applied; export again and repeat your change, or overwrite theirs with --overwrite."
    }
}
