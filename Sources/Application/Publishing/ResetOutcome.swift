public import ClusterModel
public import Platform
public import Store

/// What a reset did, or would do.
public struct ResetOutcome: Sendable {
    /// The revision it was committed as; none when no file changed, and in a preview.
    public internal(set) var revision: Revision?
    /// The second for which validity was judged, since 1970.
    public let asOf: UnixTime
    /// The phones whose file changed, in the order of their names.
    public internal(set) var published: [DeviceName] = []
    /// The phones whose file was taken away.
    public internal(set) var withdrawn: [DeviceName] = []
    /// How many files' stored values were not what was published, and were made anew from the saved phones. Those that were
    /// known to be altered at the start do not count.
    public internal(set) var altered = 0
    /// How many selected phones were left alone because their bytes are the same (A02).
    public internal(set) var unchanged = 0
    /// How many phones whose file would change wait for a later wave; of a wave behind the first, whether any does.
    public internal(set) var deferred = 0
    /// The files of the whole site that changed or were taken away.
    public internal(set) var siteFiles: Set<PublishedFile> = []
    /// How many of the selected phones' files carry an SRST certificate now.
    public internal(set) var carryingCertificate = 0
    /// How many files lose their certificate only because it is outside its validity, by the reason.
    public internal(set) var lostToValidity: [SecurityReason: Int] = [:]
    /// Secure references whose phones get no certificate, with the reason and the number of phones (S01).
    public internal(set) var missingCertificates: [ObjectName: [SecurityReason: Int]] = [:]

    /// The files that change, grouped by identical change; only when asked for.
    public internal(set) var groups: [FileChangeGroup] = []

    /// The references whose certificate these files carry and that expires soon, or has expired and is kept.
    public internal(set) var expiringCertificates: [ObjectName: ExpiringCertificate] = [:]

    var draft: RevisionDraft

    init(draft: RevisionDraft) {
        self.draft = draft
        asOf = draft.asOf
    }

    /// Whether `XMLDefault.cnf.xml` changed.
    public var changesDefaultFile: Bool { siteFiles.contains(.defaultFile) }

    /// Whether `CAPF.der` changed.
    public var changesCAPFFile: Bool { siteFiles.contains(.capfRoot) }

    /// The last phone of the revision in the order of their names.
    public var lastPhone: DeviceName? {
        [published.last, withdrawn.last].compactMap(\.self).max()
    }

    /// What a yes to it is a yes to (``RevisionDraft/digest(deferred:)``).
    public var digest: SHA256Hash { draft.digest(deferred: deferred) }

    /// Whether anything changes.
    public var isEmpty: Bool { draft.isEmpty }
}

/// A certificate in phones' files that must be renewed soon.
public struct ExpiringCertificate: Hashable, Sendable {
    /// The last second it is valid, since 1970.
    public let notAfter: UnixTime
    /// How many of the selected phones' files carry it.
    public internal(set) var phones: Int
}
