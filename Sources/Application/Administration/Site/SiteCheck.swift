internal import ClusterModel
internal import Documents
internal import Store

/// Checks what the objects of a site say of each other, with the saved ones behind them.
struct SiteCheck {
    private let site: Site
    private let document: Document
    private let groups: Set<ObjectName>
    private let references: Set<ObjectName>
    private let pools: Set<ObjectName>
    private let profileNames: Set<ObjectName>
    private var profiles: [ObjectName: PhoneProtocol]
    /// Profiles whose protocol the site changes, with what it was.
    private let changedProfiles: Set<ObjectName>
    private let suggestions = NearestNames()
    private let deleted: DeletedHints

    /// - Parameters:
    ///   - site: What could be read.
    ///   - document: What it was read from. An object that could not be read is there all the same: its own fault is
    ///     reported, and not once more by each object that names it.
    ///   - saved: What is behind it.
    ///   - snapshot: The store, for what was there once.
    init(_ site: Site, of document: Document, _ saved: SavedConfiguration, in snapshot: any StoreSnapshot) {
        self.site = site
        deleted = DeletedHints(snapshot)
        self.document = document
        groups = Set(saved.callManagerGroups.keys).union(Self.names("call-manager-groups", document))
        references = Set(saved.srstReferences.keys).union(Self.names("srst-references", document))
        pools = Set(saved.devicePools.keys).union(Self.names("device-pools", document))
        profileNames = Set(saved.securityProfiles.keys).union(Self.names("security-profiles", document))
        profiles = saved.securityProfiles.mapValues(\.value.phoneProtocol)
        var changed: Set<ObjectName> = []
        for item in site.securityProfiles {
            let before = profiles.updateValue(item.object.phoneProtocol, forKey: item.object.name)
            if let before, before != item.object.phoneProtocol { changed.insert(item.object.name) }
        }
        changedProfiles = changed
    }

    private static func names(_ section: String, _ document: Document) -> [ObjectName] {
        (document[section]?.values ?? []).compactMap { item in
            item["name"]?.text.flatMap { try? ObjectName($0) }
        }
    }

    /// Notes every reference to an object that is not there, and every phone whose profile is of another protocol.
    ///
    /// References are read from the document, so that an object with another fault has all of them reported at once.
    func run(_ collector: ProblemCollector, in snapshot: any StoreSnapshot) throws {
        if let cluster = document["cluster"] {
            let group = "default-call-manager-group"
            try require(group, of: cluster, Cluster.noun, in: groups, CallManagerGroup.noun, collector)
        }
        for pool in document["device-pools"]?.values ?? [] { try check(pool: pool, collector) }
        for phone in document["phones"]?.values ?? [] { try check(phone: phone, collector) }
        try checkSavedPhones(collector, in: snapshot)
    }

    /// Notes what the fields of a device pool name and is not there.
    func check(pool: Document, _ collector: ProblemCollector) throws {
        let label = Self.label(pool, DevicePool.noun)
        try require("call-manager-group", of: pool, label, in: groups, CallManagerGroup.noun, collector)
        if let choice = pool["srst"], case .reference? = try? SRSTChoice(choice) {
            try require("srst", of: pool, label, in: references, SRSTReference.noun, collector)
        }
    }

    /// Notes what the fields of a phone name and is not there, and a profile of another protocol.
    func check(phone: Document, _ collector: ProblemCollector) throws {
        let label = Self.label(phone, Phone.noun)
        try require("device-pool", of: phone, label, in: pools, DevicePool.noun, collector)
        try require("security-profile", of: phone, label, in: profileNames, PhoneSecurityProfile.noun, collector)
        checkProtocol(of: phone, label, collector)
    }

    /// How messages name the object a document is of; by its noun alone when the name is none.
    private static func label(_ document: Document, _ noun: String) -> String {
        guard let text = document["name"]?.text else { return noun }
        let name = noun == Phone.noun ? (try? DeviceName(text))?.description : (try? ObjectName(text))?.text
        return name.map { "\(noun) \($0)" } ?? noun
    }

    private func checkProtocol(of phone: Document, _ label: String, _ collector: ProblemCollector) {
        guard let own = phone["protocol"]?.text.flatMap(PhoneProtocol.init(rawValue:)),
            let profile = phone["security-profile"]?.text.flatMap({ try? ObjectName($0) }),
            let found = profiles[profile], found != own
        else { return }
        collector.add(Self.mismatch(label, own, profile, found, line: phone["security-profile"]?.line))
    }

    /// A profile that changes its protocol must not leave phones behind that the site does not name.
    private func checkSavedPhones(_ collector: ProblemCollector, in snapshot: any SavedStateReading) throws {
        guard !changedProfiles.isEmpty else { return }
        let named = Set(site.phones.map(\.object.name))
        try snapshot.forEachPhone { phone in
            guard !named.contains(phone.value.name), let found = profiles[phone.value.securityProfile],
                found != phone.value.phoneProtocol
            else { return }
            let own = phone.value.phoneProtocol
            collector.add(Self.mismatch(phone.value.label, own, phone.value.securityProfile, found, line: nil))
        }
    }

    private func require(
        _ field: String,
        of document: Document,
        _ label: String,
        in names: Set<ObjectName>,
        _ noun: String,
        _ collector: ProblemCollector
    ) throws {
        // What is no name at all is a fault of its own, reported by whoever reads the field.
        guard let text = document[field]?.text, let name = try? ObjectName(text), !names.contains(name) else { return }
        // What is counted only needs no suggestion.
        guard !collector.isFull else { return collector.skip() }
        // What had exactly that name is nearer than what has one like it.
        let advice =
            try deleted.hint(noun, name)
            ?? suggestions.nearest(to: name.text, noun, in: names.map(\.text)).map { "Did you mean \($0)?" }
        collector.add(
            Problem(
                .validation,
                code: "dangling-reference",
                "There is no \(noun) \(name).",
                object: label,
                field: field,
                hint: advice ?? "Add it, or name another.",
                line: document[field]?.line ?? document.line
            )
        )
    }

    private static func mismatch(
        _ label: String,
        _ own: PhoneProtocol,
        _ profile: ObjectName,
        _ found: PhoneProtocol,
        line: Int?
    ) -> Problem {
        Problem(
            .validation,
            code: "protocol-mismatch",
            "The phone is \(own.rawValue), but \(PhoneSecurityProfile.noun) \(profile) is for \(found.rawValue).",
            object: label,
            field: "security-profile",
            hint: "Name a profile for \(own.rawValue).",
            line: line
        )
    }
}
