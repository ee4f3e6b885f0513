internal import AdminServer
internal import Administration
internal import Documents
internal import Notifiers
internal import Serving

/// How the descriptors that the process may open are shared out: what the daemon cannot do without comes first, and each of
/// the rest has a share that the others cannot take.
struct DescriptorBudget: Hashable {
    /// Connections of the database, each with its write-ahead log and its temporary files. Our own bound: GRDB has one
    /// writer and five readers, and plans and pruning have one more.
    static let database = 40
    /// The event loops, a notifier's pipes, a probe's sockets, and whatever libraries open for a moment. Our own bound.
    static let passing = 40
    /// One gateway inquiry at most: two signals, a connection, and the sockets of a look-up. Our own bound.
    static let perInquiry = 8
    /// Static files, when there is room for all that are of use: transfers of one file share its descriptor. Our own bound.
    static let usualStaticFiles = 4_096
    /// With fewer, a share would be none. Our own bound.
    private static let fewestStaticFiles = 16
    private static let fewestNotices = 8

    /// What the process may open.
    let limit: Int
    /// Static files that may be open at once; 0 when there is no directory of them.
    let staticFiles: Int
    /// Connections to the control socket.
    let connections: Int
    /// Gateways that are asked at once.
    let inquiries: Int
    /// Phones that are told by SIP at once; 0 when none are.
    let notices: Int
    /// Sockets of old ports that finish their transfers.
    let oldPorts: Int

    /// Shares out `limit` descriptors.
    ///
    /// - Parameters:
    ///   - limit: What the process may open.
    ///   - open: What it has open: its standard streams and the sockets that serve.
    ///   - hasStaticFiles: Whether there is a directory of static files.
    ///   - hasNotices: Whether phones are told by SIP.
    ///   - oldPorts: Sockets of old ports that may have to be kept; with fewer, ports are exchanged more slowly.
    /// - Throws: A `Problem` when there are too few for anything.
    init(limit: Int, open: Int, hasStaticFiles: Bool, hasNotices: Bool, oldPorts: Int = 0) throws(Problem) {
        let needed = open + Self.database + Self.passing + OpenFileLimit.reserve
        let least =
            ConnectionLimits.fewest + Self.perInquiry + (hasStaticFiles ? Self.fewestStaticFiles : 0)
            + (hasNotices ? Self.fewestNotices : 0)
        guard limit >= needed + least else { throw Self.tooLow(limit, needed + least) }
        // Of what has to be, none.
        self.oldPorts = min(oldPorts, (limit - needed - least) / 4)
        let rest = limit - needed - self.oldPorts
        self.limit = limit
        connections = min(ConnectionLimits.usual.total, max(ConnectionLimits.fewest, rest / 3))
        let usualInquiries = Administrator.usualInquiries
        inquiries = min(usualInquiries, max(1, rest / 4 / Self.perInquiry))
        notices = hasNotices ? min(SIPNotifier.usualAtOnce, max(Self.fewestNotices, rest / 6)) : 0
        let left = rest - connections - inquiries * Self.perInquiry - notices
        staticFiles = hasStaticFiles ? min(Self.usualStaticFiles, left) : 0
    }

    /// The limit with which every share is as large as is of use, for a daemon that has `open` descriptors.
    static func wanted(open: Int, oldPorts: Int = 0) -> Int {
        open + oldPorts + database + passing + OpenFileLimit.reserve + ConnectionLimits.usual.total
            + Administrator.usualInquiries * perInquiry + SIPNotifier.usualAtOnce + usualStaticFiles
    }

    /// Whether a share is smaller than is usual.
    var isTight: Bool {
        connections < ConnectionLimits.usual.total || inquiries < Administrator.usualInquiries
            || (notices > 0 && notices < SIPNotifier.usualAtOnce)
            || (staticFiles > 0 && staticFiles < Self.usualStaticFiles)
    }

    private static func tooLow(_ limit: Int, _ least: Int) -> Problem {
        Problem(
            .unavailable,
            code: "open-files-limit",
            "The process may open \(limit) files and sockets, and cnfd needs \(least) at least.",
            hint: "Raise the hard limit: LimitNOFILE=\(roomy) in the systemd unit, or ulimit -n \(roomy)."
        )
    }

    /// What to suggest. Our own choice.
    static let roomy = 8_192
}
