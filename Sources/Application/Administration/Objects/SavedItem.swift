internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// An object of any noun as it is saved: what verbs that are the same for every noun work with.
struct SavedItem {
    /// The object's key.
    let id: ObjectID
    /// Its version.
    let version: Int
    /// The object.
    let value: any SavedObject
    /// What resets its dependents: the flag of `cnfctl reset` and its selection; none for what has no scope of its own.
    let scope: (selection: PhoneSelection, flag: String)?

    init<Object: SavedObject>(_ saved: Saved<Object>, _ selection: PhoneSelection? = nil) {
        id = saved.id
        version = saved.version
        value = saved.value
        scope = selection.map { ($0, $0.flag) }
    }

    /// The object of that noun and name, or a refusal with the nearest name.
    init(
        _ noun: ObjectNoun,
        _ name: String?,
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws {
        func required() throws(Problem) -> String {
            guard let name else {
                throw Problem(
                    .usage,
                    code: "missing-name",
                    "A name is missing.",
                    object: noun.rawValue,
                    hint: "Give one."
                )
            }
            return name
        }
        switch noun {
        case .cluster:
            self.init(configuration.cluster)
        case .callManagerGroup:
            self.init(try Self.find(noun, required(), configuration.callManagerGroups, snapshot))
        case .srst:
            let saved = try Self.find(noun, required(), configuration.srstReferences, snapshot)
            self.init(saved, .srst(saved.value.name))
        case .devicePool:
            let saved = try Self.find(noun, required(), configuration.devicePools, snapshot)
            self.init(saved, .devicePool(saved.value.name))
        case .securityProfile:
            let saved = try Self.find(noun, required(), configuration.securityProfiles, snapshot)
            self.init(saved, .securityProfile(saved.value.name))
        case .phone:
            let saved = try Names.findPhone(required(), in: snapshot)
            self.init(saved, .phone(saved.value.name))
        }
    }

    /// The object of that noun and name; `nil` when there is none, or the name is no name.
    static func found(
        _ noun: ObjectNoun,
        _ name: String?,
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws -> SavedItem? {
        do {
            return try SavedItem(noun, name, configuration, in: snapshot)
        } catch let problem as Problem where [.notFound, .validation, .usage].contains(problem.kind) {
            return nil
        }
    }

    /// The named object; the refusal says when it can be brought back.
    private static func find<Object: SavedObject>(
        _ noun: ObjectNoun,
        _ name: String,
        _ objects: [ObjectName: Saved<Object>],
        _ snapshot: any PastStateReading
    ) throws -> Saved<Object> {
        do {
            return try Names.find(name, in: objects)
        } catch {
            var problem = error
            if problem.kind == .notFound, let hint = try DeletedObjects.hint(noun, name, in: snapshot) {
                problem.hint = hint
            }
            throw problem
        }
    }

    /// Refuses a change of an object that has another version by now than the caller has read.
    func require(_ version: Int?) throws(Problem) {
        try Names.require(version, self.version, of: value.label)
    }
}

extension ObjectNoun {
    /// The fields of the noun's objects.
    var shape: [FieldShape] {
        switch self {
        case .cluster: Cluster.shape
        case .callManagerGroup: CallManagerGroup.shape
        case .srst: SRSTReference.shape
        case .devicePool: DevicePool.shape
        case .securityProfile: PhoneSecurityProfile.shape
        case .phone: Phone.shape
        }
    }
}

extension PhoneSelection {
    /// The flag that selects the same for `cnfctl reset`, quoted for a shell.
    fileprivate var flag: String {
        switch self {
        case .all, .unpublished: "--all"
        case .dependents(let objects): "--\(objects.kind.rawValue) \(ShellWord.quoted(objects.name))"
        }
    }
}
