public import ClusterModel
public import Platform
public import Store

/// What a rollback did, or would do.
public struct RollbackOutcome: Sendable {
    /// Why an earlier file does not fit what is saved today.
    public enum Contradiction: String, Hashable, Sendable, CaseIterable {
        /// The file is protected, but the cluster is non-secure now.
        case clusterNonSecure = "cluster-non-secure"
        /// The file is not protected, but the cluster is mixed now and the phone's profile protects it.
        case protectionLost = "protection-lost"
        /// The file carries a certificate that is not accepted for its reference now.
        case certificateNotAccepted = "certificate-not-accepted"
        /// The file carries no certificate, and the one that is served carries the accepted one.
        case certificateLost = "certificate-lost"
    }

    /// The revision it was committed as; none when no file changed, and in a plan.
    public internal(set) var revision: Revision?
    /// The phones whose earlier file is served again, in the order of their names.
    public internal(set) var restored: [DeviceName] = []
    /// How many phones whose file differs wait for a later wave.
    public internal(set) var deferred = 0
    /// The files of the whole site that are served, or taken away, as they were.
    public internal(set) var siteFiles: Set<PublishedFile> = []
    /// The phones that have got their first file since: they keep what they have.
    public internal(set) var newer: [DeviceName] = []
    /// The phones that have been deleted since: they stay without a file.
    public internal(set) var deleted: [DeviceName] = []
    /// How many files contradict what is saved today, by the reason.
    public internal(set) var contradictions: [Contradiction: Int] = [:]
    /// The files that change, grouped by identical change; only when asked for.
    public internal(set) var groups: [FileChangeGroup] = []

    var draft: RevisionDraft

    init(draft: RevisionDraft) { self.draft = draft }

    /// The second for which the earlier files were judged, since 1970.
    public var asOf: UnixTime { draft.asOf }

    /// What a yes to it is a yes to: the files with their bytes, and how many wait for later waves.
    public var digest: SHA256Hash { draft.digest(deferred: deferred) }

    /// Whether anything changes.
    public var isEmpty: Bool { draft.isEmpty }
}
