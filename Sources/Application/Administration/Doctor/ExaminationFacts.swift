internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Serving
internal import Store

/// All that an examination depends on: its findings are a pure function of this.
struct ExaminationFacts {
    /// What was fetched, and what should have been.
    struct Fetch {
        /// The file's name.
        var file: String
        /// The SHA-256 of what is published under that name, before and after the fetch; empty when nothing is.
        var published: Set<SHA256Hash>
        /// What came at each address.
        var probes: [FileProbe]
    }

    /// An SRST reference as far as its certificate goes.
    struct Reference {
        var name: ObjectName
        /// Whether a device pool names it.
        var isEnabled: Bool
        /// The accepted certificate.
        var accepted: AcceptedCertificate?
        /// Why no gateway may present the accepted certificate, by today's rules (S05).
        var refusal: CertificateError?
        /// What is to be looked into about it.
        var warnings: [CertificateWarning]
    }

    /// The second since 1970.
    var now: UnixTime
    /// The fetch; none when there is no server to fetch from.
    var fetch: Fetch?
    /// What keeps the store from taking changes.
    var storeObstacle: Problem?
    /// The published files that were altered in the store.
    var altered: [AlteredFile] = []
    /// The host; none when there is nothing to look at.
    var host: HostFacts?
    /// The last time that the clock was believed, in seconds since 1970.
    var knownTime: UnixTime?
    /// The last wave whose phones were told, when some could not be: how many, and why.
    var untold: (phones: Int, reason: String?)?
    /// The cluster security mode.
    var clusterMode: ClusterSecurityMode
    /// Whether there is a default call-manager group.
    var hasDefaultGroup: Bool
    /// The secure references, by name.
    var secureReferences: [Reference]
    /// What is known of the phones.
    var phones: Phones

    /// The phones that were looked at.
    enum Phones {
        /// Those of the whole site, by number.
        ///
        /// - pending: How many wait for a reset.
        /// - behind: How many have not fetched the file they are served, although they had the time.
        /// - sent: How many were sent it in that time, and never acknowledged its end.
        case all(saved: Int, pending: Int, behind: Int, sent: Int)
        /// One.
        case one(ExaminedPhone)
    }
}

/// A phone that is looked at.
struct ExaminedPhone {
    var name: DeviceName
    /// Whether it is served a file.
    var isPublished: Bool
    /// Whether a reset would change that.
    var isPending: Bool
    /// When the file it is served was published, in seconds since 1970.
    var publishedAt: UnixTime?
    /// What is known of its requests.
    var fetches: PhoneFetches?
    /// How that compares with the file it is served now.
    var fetchState: FetchState
    /// The SRST reference of its device pool.
    var reference: SRSTReference?
    /// Why it uses no secure SRST, by the conditions that do not hold (S09), each with what was found.
    var unmet: [(reason: SecurityReason, found: String)]
    /// Its device pool.
    var devicePool: ObjectName
}
