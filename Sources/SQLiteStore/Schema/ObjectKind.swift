internal import ClusterModel

/// The kinds of objects that have a key, with the table their fields are in.
enum ObjectKind: String {
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
}
