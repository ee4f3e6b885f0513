internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// What names an object in the saved state.
struct ObjectUsers {
    /// How many phones a refusal names before it only counts them.
    private static let shownPhones = 10

    /// The device pools, by name.
    private(set) var pools: [DevicePool] = []
    /// The phones, by name.
    private(set) var phones: [DeviceName] = []
    /// Whether the cluster does, as its default call-manager group.
    private(set) var isDefaultGroup = false

    init(
        of object: any SavedObject,
        _ configuration: SavedConfiguration,
        in snapshot: any CandidateReading
    ) throws {
        func pools(_ names: (DevicePool) -> Bool) -> [DevicePool] {
            configuration.devicePools.values.map(\.value).filter(names).sorted { $0.name < $1.name }
        }
        typealias Place = (pool: ObjectID, profile: ObjectID)
        func phones(_ selection: PhoneSelection, _ names: (Place) -> Bool) throws -> [DeviceName] {
            var found: [DeviceName] = []
            try snapshot.forEachCandidate(selection, in: .stored) { candidate in
                if let place = candidate.place(in: configuration), names(place) { found.append(candidate.name) }
            }
            return found.sorted()
        }
        switch object {
        case let group as CallManagerGroup:
            self.pools = pools { $0.callManagerGroup == group.name }
            isDefaultGroup = configuration.cluster.value.defaultCallManagerGroup == group.name
        case let reference as SRSTReference:
            self.pools = pools { $0.srst == .reference(reference.name) }
        case let pool as DevicePool:
            let id = configuration.devicePools[pool.name]?.id
            self.phones = try phones(.devicePool(pool.name)) { $0.pool == id }
        case let profile as PhoneSecurityProfile:
            let id = configuration.securityProfiles[profile.name]?.id
            self.phones = try phones(.securityProfile(profile.name)) { $0.profile == id }
        default:
            break
        }
    }

    var isEmpty: Bool { pools.isEmpty && phones.isEmpty && !isDefaultGroup }

    /// What the device pools lose when they are detached.
    func losses(_ security: NamedSecurity) -> [Loss] {
        pools.flatMap { pool in
            let detached = pool.document.merging(Self.disabled)
            return Loss.between(security.image(of: pool), detached, of: pool.label)
        }
    }

    private static let disabled = Document.mapping([Document.Entry("srst", SRSTChoice.disable.document)])

    /// Moves the device pools to `disable`.
    func detach(in transaction: any SavedStateWriting & AuditWriting, _ context: UseCaseContext) throws {
        for pool in pools {
            let detached = try pool.changing(Self.disabled)
            try transaction.save(detached)
            var entry = context.audit("update", pool.label)
            entry.before = pool.document
            entry.after = detached.document
            try transaction.appendAudit(entry)
        }
    }

    /// Why the object cannot be deleted, with what names it.
    func refusal(of object: any SavedObject) -> Problem {
        let isReference = object is SRSTReference
        var named: [String] = []
        if !pools.isEmpty {
            named.append(
                (pools.count == 1 ? "the device pool " : "the device pools ")
                    + pools.map(\.name.text).joined(separator: ", ")
            )
        }
        if isDefaultGroup { named.append("the cluster, as its default call-manager group") }
        if !phones.isEmpty {
            let shown = phones.prefix(Self.shownPhones).map(\.description).joined(separator: ", ")
            let rest = phones.count - min(phones.count, Self.shownPhones)
            named.append(
                (phones.count == 1 ? "1 phone: " : "\(phones.count) phones: ") + shown
                    + (rest > 0 ? " and \(rest) more" : "")
            )
        }
        let list = named.joined(separator: " and ")
        return Problem(
            .conflict,
            code: "in-use",
            isReference
                ? "It is the SRST choice of \(list); nothing was deleted."
                : "It is named by \(list); nothing was deleted.",
            object: object.label,
            hint: isReference
                ? "Give the pools another choice, or repeat with --detach to move them to disable."
                : "Let them name another first."
        )
    }
}
