public import ClusterModel

/// One revision of a reset.
public struct WaveReport: Codable, Hashable, Sendable {
    /// The revision's number.
    public var revision: RevisionNumber
    /// When it was committed, ISO 8601.
    public var time: String
    /// How many phones' files it published.
    public var published: Int
    /// Whether the phones are told by a notifier: `none`, `due`, `telling` or `done`.
    public var notice: String
    /// How many phones were told to fetch their files.
    public var told: Int
    /// How many could not be told.
    public var notTold: Int
    /// The first reason why not.
    public var noticeReason: String?

    /// A report with the given parts.
    public init(
        revision: RevisionNumber,
        time: String,
        published: Int,
        notice: String,
        told: Int,
        notTold: Int,
        noticeReason: String?
    ) {
        self.revision = revision
        self.time = time
        self.published = published
        self.notice = notice
        self.told = told
        self.notTold = notTold
        self.noticeReason = noticeReason
    }

    private enum CodingKeys: String, CodingKey {
        case revision, time, published, notice, told
        case notTold = "not-told"
        case noticeReason = "notice-reason"
    }
}
