public import ClusterModel

/// Regenerates the files of the selected phones: the reset event.
public struct Reset: ChangeRequest {
    /// The answer.
    public typealias Response = ResetReport
    /// `reset/run`.
    public static let path = "reset/run"

    /// What a reset is of.
    public enum Scope: String, Codable, Sendable, CaseIterable {
        /// Every phone, and the default file.
        case all
        /// Every phone whose saved state would give other bytes.
        case pending
        /// The dependents of an SRST reference.
        case srst
        /// The dependents of a device pool.
        case devicePool = "device-pool"
        /// The dependents of a phone security profile.
        case securityProfile = "security-profile"
        /// One phone.
        case phone
    }

    /// What the reset is of.
    public var scope: Scope
    /// The object's name, where the scope needs one.
    public var name: String?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether files may lose a certificate only because it expired, and a clock that stands far ahead is right.
    public var confirm: Bool
    /// The second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?
    /// What is known of the host's clock; nothing when it is not given.
    public var clock: ClockAnswer?
    /// How many seconds later a phone that has not fetched its file counts as stale; the daemon's setting when it is not
    /// given.
    public var staleAfter: Int?
    /// How the reset is cut into waves; all at once when it is not given.
    public var waves: Waves?
    /// The digest of a plan that was agreed to; the reset is refused when it would change something else by now.
    public var expected: String?

    /// The request for a reset.
    public init(
        scope: Scope,
        name: String? = nil,
        plan: Bool = false,
        confirm: Bool = false,
        asOf: String? = nil,
        staleAfter: Int? = nil,
        waves: Waves? = nil
    ) {
        self.scope = scope
        self.name = name
        self.plan = plan
        self.confirm = confirm
        self.asOf = asOf
        self.staleAfter = staleAfter
        self.waves = waves
    }

    private enum CodingKeys: String, CodingKey {
        case scope, name, plan, confirm, clock, waves, expected
        case asOf = "as-of"
        case staleAfter = "stale-after"
    }
}
