public import ClusterModel
public import PhoneFiles
public import Store

/// Files that change in the same way.
public struct FileChangeGroup: Sendable {
    /// What becomes of the files.
    public enum Kind: String, Hashable, Sendable {
        /// Each gets the same differences.
        case changed
        /// Each changes values of its own; too many to compare each, so the differences are those of the first.
        case changedAlike = "changed-alike"
        /// Each is published where there was none.
        case added
        /// Each is taken away.
        case removed
    }

    /// What becomes of them.
    public let kind: Kind
    /// The phones, in the order of their names.
    public internal(set) var phones: [DeviceName] = []
    /// The names of the phones' device pools.
    public internal(set) var pools: Set<String> = []
    /// The files of the whole site among them.
    public internal(set) var siteFiles: Set<PublishedFile> = []
    /// What differs, without the version stamp, which always does.
    public let differences: [PhoneFileDifference]

    init(kind: Kind, differences: [PhoneFileDifference] = []) {
        self.kind = kind
        self.differences = differences
    }
}
