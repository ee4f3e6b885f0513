internal import AdminAPI
internal import Documents

/// A change that somebody tried, and what came of it.
public struct Deed: Sendable {
    /// What kind of change.
    public enum Kind: Sendable {
        /// Fields of one object by a verb, whatever it was.
        case update
        /// Fields of one object by a verb, as long as it is as it was when it was read.
        case conditionalUpdate
        /// A phone is added.
        case addition
        /// A phone is deleted.
        case deletion
        /// Objects that were opened, in an editor, as long as all are as they were.
        case edit
        /// A site file, exported at a record and known by its name.
        case file(SiteFileKey, overwrites: Bool)
        /// A plan of a site file is made and kept; nothing changes.
        case plan(SiteFileKey)
        /// A plan that was kept, and was to change these objects, is carried out.
        case keptPlan(of: Set<ContendedObject>)
    }

    /// A site file by the place where it lies and the record that it shows the state after.
    public struct SiteFileKey: Hashable, Sendable {
        /// Where it lies.
        public var source: String
        /// The audit record.
        public var record: Int
    }

    /// Who tried.
    public let actor: String
    /// What kind of change it was.
    public let kind: Kind
    /// The fields that it gives each object; none for an object that it deletes.
    public let writes: [ContendedObject: [String: String]]
    /// What was known when it was made ready, and of which moment; empty when it does not matter.
    public var read = ContentionState()
    /// The moment at which that was read.
    public var readAt = 0
    /// The audit record behind which that was read, where it is known.
    public var readBehind: Int?
    /// The code of the refusal; none when the change was acknowledged.
    public private(set) var refusal: String?
    /// What the answer says was changed, of a change of several objects.
    public private(set) var changed: Set<ContendedObject> = []
    /// What the answer says was overwritten although somebody had changed it.
    public private(set) var overwritten: Set<ContendedObject> = []

    /// Whether it was acknowledged, and changed something.
    public var isDone: Bool {
        if case .plan = kind { return false }
        return refusal == nil
    }

    /// Whether it deletes an object.
    public var isDeletion: Bool {
        if case .deletion = kind { return true }
        return false
    }

    /// A change that is yet to be tried.
    init(_ kind: Kind, by actor: String, _ writes: [ContendedObject: [String: String]]) {
        self.kind = kind
        self.actor = actor
        self.writes = writes
        changed = Set(writes.keys)
    }

    /// Tries a change of one object.
    mutating func attempt(_ request: some AdminRequest, on site: any ContendedSite) async throws {
        _ = try await answer(to: request, on: site)
    }

    /// Tries a change of several objects.
    ///
    /// - Returns: The answer; none when it was refused.
    mutating func apply<Request: AdminRequest>(
        _ request: Request,
        on site: any ContendedSite
    ) async throws -> ApplyReport? where Request.Response == ApplyReport {
        guard let report = try await answer(to: request, on: site) else { return nil }
        changed = Set((report.created + report.updated + report.deleted).compactMap { ContendedObject($0) })
        overwritten = Set(report.overwritten.compactMap { ContendedObject($0.object) })
        return report
    }

    private mutating func answer<Request: AdminRequest>(
        to request: Request,
        on site: any ContendedSite
    ) async throws -> Request.Response? {
        do {
            return try await site.send(request, as: actor)
        } catch let report as ProblemReport where Contention.refusals.contains(report.error.code) {
            refusal = report.error.code
            return nil
        }
    }
}

/// What came of a step of somebody who contends.
public enum ContentionStep: Sendable {
    /// A change was tried.
    case deed(Deed)
    /// The state was read.
    case seen(ExportedSite)
    /// Something was made ready.
    case ready
}

/// Somebody who contends with others.
public protocol Contender: Sendable {
    /// Takes one step.
    mutating func act(on site: any ContendedSite) async throws -> ContentionStep
}
