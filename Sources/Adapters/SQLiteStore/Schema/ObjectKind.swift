internal import ClusterModel

/// The kinds of objects that have a key, with the table their fields are in.
enum ObjectKind: String, CaseIterable {
    case cluster
    case callManagerGroup = "call-manager-group"
    case srst
    case devicePool = "device-pool"
    case securityProfile = "security-profile"
    case phone
    case defaultFile = "default-file"
    case capfFile = "capf-file"

    /// The table of the kind's fields; generated files have none of their own.
    var table: String? {
        switch self {
        case .cluster: "clusters"
        case .callManagerGroup: "call_manager_groups"
        case .srst: "srst_references"
        case .devicePool: "device_pools"
        case .securityProfile: "security_profiles"
        case .phone: "phones"
        case .defaultFile, .capfFile: nil
        }
    }

    /// What an object of a kind names: the field, the column of the key and the kind of what is named.
    struct Parent {
        let field: String
        let column: String
        let kind: ObjectKind
    }

    /// What objects of the kind name, two at most.
    var parents: [Parent] {
        switch self {
        case .cluster:
            [Parent(field: "default-call-manager-group", column: "default_group_id", kind: .callManagerGroup)]
        case .devicePool:
            [
                Parent(field: "call-manager-group", column: "group_id", kind: .callManagerGroup),
                Parent(field: "srst", column: "reference_id", kind: .srst),
            ]
        case .phone:
            [
                Parent(field: "device-pool", column: "pool_id", kind: .devicePool),
                Parent(field: "security-profile", column: "profile_id", kind: .securityProfile),
            ]
        case .callManagerGroup, .srst, .securityProfile, .defaultFile, .capfFile: []
        }
    }

    /// The columns of the kind's table that `past_states` and `deleted_objects` have as `first_parent` and
    /// `second_parent`.
    var parentColumns: String { (parents.map(\.column) + ["NULL", "NULL"]).prefix(2).joined(separator: ", ") }
}
