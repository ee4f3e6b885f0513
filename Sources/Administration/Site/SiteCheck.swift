internal import ClusterModel
internal import Documents
internal import Store

/// Checks what the objects of a site say of each other, with the saved ones behind them.
struct SiteCheck {
    private let site: Site
    private let groups: Set<ObjectName>
    private let references: Set<ObjectName>
    private let pools: Set<ObjectName>
    private let profileNames: Set<ObjectName>
    private var profiles: [ObjectName: PhoneProtocol]
    /// Profiles whose protocol the site changes, with what it was.
    private let changedProfiles: Set<ObjectName>

    /// - Parameters:
    ///   - site: What could be read.
    ///   - document: What it was read from. An object that could not be read is there all the same: its own fault is
    ///     reported, and not once more by each object that names it.
    ///   - saved: What is behind it.
    init(_ site: Site, of document: Document, _ saved: SavedConfiguration) {
        self.site = site
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
    func run(_ collector: ProblemCollector, in snapshot: any StoreSnapshot) throws {
        if let cluster = site.cluster, let group = cluster.object.defaultCallManagerGroup {
            require(group, in: groups, CallManagerGroup.noun, cluster, "default-call-manager-group", collector)
        }
        for pool in site.devicePools {
            require(
                pool.object.callManagerGroup,
                in: groups,
                CallManagerGroup.noun,
                pool,
                "call-manager-group",
                collector
            )
            if case .reference(let name) = pool.object.srst {
                require(name, in: references, SRSTReference.noun, pool, "srst", collector)
            }
        }
        for phone in site.phones {
            require(phone.object.devicePool, in: pools, DevicePool.noun, phone, "device-pool", collector)
            let profile = phone.object.securityProfile
            require(
                profile,
                in: profileNames,
                PhoneSecurityProfile.noun,
                phone,
                "security-profile",
                collector
            )
            if let found = profiles[profile], found != phone.object.phoneProtocol {
                collector.add(Self.mismatch(phone.object, found, line: phone.source["security-profile"]?.line))
            }
        }
        try checkSavedPhones(collector, in: snapshot)
    }

    /// A profile that changes its protocol must not leave phones behind that the site does not name.
    private func checkSavedPhones(_ collector: ProblemCollector, in snapshot: any StoreSnapshot) throws {
        guard !changedProfiles.isEmpty else { return }
        let named = Set(site.phones.map(\.object.name))
        try snapshot.forEachPhone { phone in
            guard !named.contains(phone.value.name), let found = profiles[phone.value.securityProfile],
                found != phone.value.phoneProtocol
            else { return }
            collector.add(Self.mismatch(phone.value, found, line: nil))
        }
    }

    private func require<Object: SavedObject>(
        _ name: ObjectName,
        in names: Set<ObjectName>,
        _ noun: String,
        _ item: Site.Item<Object>,
        _ field: String,
        _ collector: ProblemCollector
    ) {
        guard !names.contains(name) else { return }
        let nearest = name.text.nearest(in: names.map(\.text)).map { "Did you mean \($0)?" }
        collector.add(
            Problem(
                .validation,
                code: "dangling-reference",
                "There is no \(noun) \(name).",
                object: item.object.label,
                field: field,
                hint: nearest ?? "Add it to the file, or name another.",
                line: item.source[field]?.line ?? item.source.line
            )
        )
    }

    private static func mismatch(_ phone: Phone, _ found: PhoneProtocol, line: Int?) -> Problem {
        Problem(
            .validation,
            code: "protocol-mismatch",
            "The phone is \(phone.phoneProtocol.rawValue), but \(PhoneSecurityProfile.noun) "
                + "\(phone.securityProfile) is for \(found.rawValue).",
            object: phone.label,
            field: "security-profile",
            hint: "Name a profile for \(phone.phoneProtocol.rawValue).",
            line: line
        )
    }
}
