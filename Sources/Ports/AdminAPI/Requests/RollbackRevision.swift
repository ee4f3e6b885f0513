public import ClusterModel

/// Serves the files of an earlier revision again; the saved state stays.
public struct RollbackRevision: ChangeRequest {
    /// The answer.
    public typealias Response = RollbackReport
    /// `revision/rollback`.
    public static let path = "revision/rollback"

    /// The revision to go back to.
    public var revision: String
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether files may contradict what is saved today, and a clock that stands far ahead is right.
    public var confirm: Bool
    /// What is known of the host's clock; nothing when it is not given.
    public var clock: ClockAnswer?
    /// How many seconds later a phone that has not fetched its file counts as stale; the daemon's setting when it is not
    /// given.
    public var staleAfter: Int?
    /// How the rollback is cut into waves; all at once when it is not given.
    public var waves: Waves?
    /// The digest of the plan that was agreed to: anything else is refused. Any when it is not given.
    public var expected: String?

    /// The request for a rollback.
    public init(
        revision: String,
        plan: Bool = false,
        confirm: Bool = false,
        staleAfter: Int? = nil,
        waves: Waves? = nil,
        expected: String? = nil
    ) {
        self.expected = expected
        self.revision = revision
        self.plan = plan
        self.confirm = confirm
        self.staleAfter = staleAfter
        self.waves = waves
    }

    private enum CodingKeys: String, CodingKey {
        case revision, plan, confirm, clock, waves, expected
        case staleAfter = "stale-after"
    }
}
