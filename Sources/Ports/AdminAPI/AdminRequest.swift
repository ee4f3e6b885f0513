/// One request of the admin API with its response: the contract between `cnfctl` and `cnfd`.
///
/// A request is sent as JSON by POST to `/<version>/<path>`; see ``AdminAPIVersion``.
public protocol AdminRequest: Codable, Sendable {
    /// What the daemon answers.
    associatedtype Response: Codable & Sendable
    /// The path behind the version prefix, `noun/verb`.
    static var path: String { get }
    /// Whether it is given up when whoever asked goes away or the daemon stops; only what changes nothing saved may be.
    static var canBeAbandoned: Bool { get }
    /// What waiting for the answer is like.
    var manner: RequestManner { get }
    /// How large it may be.
    static var size: RequestSize { get }
    /// How much work it is.
    static var weight: RequestWeight { get }
}

extension AdminRequest {
    /// Most bring names and fields only.
    public static var size: RequestSize { .small }
    /// Most are about one object.
    public static var weight: RequestWeight { .light }
    /// What has begun is finished.
    public static var canBeAbandoned: Bool { false }
    /// What may be abandoned asks others; anything else that changes nothing only looks.
    public var manner: RequestManner { Self.canBeAbandoned ? .works : .looks }
}

/// What waiting for the answer to a request is like.
public enum RequestManner: Sendable {
    /// It only looks: the answer comes soon, or never.
    case looks
    /// It works out or asks for something, which takes as long as it takes.
    case works
    /// It changes something, and is finished although whoever asked goes away.
    case changes
}

/// A request that changes something and can be rehearsed.
public protocol ChangeRequest: AdminRequest {
    /// Whether to answer what would be done instead of doing it.
    var plan: Bool { get }
}

/// A change that may take something away, or bring back what was deleted; it is refused then until somebody has agreed
/// (``ReturningObject/isRefusal(_:)``).
public protocol ConfirmableRequest: ChangeRequest {
    /// The same request, with a yes to that.
    var confirmed: Self { get }
}

extension ChangeRequest {
    /// A plan changes nothing, but works as long as the change does.
    public var manner: RequestManner { plan ? .works : .changes }
    /// Its plan renders whatever the change may touch.
    public static var weight: RequestWeight { .heavy }
}

/// The version of the API.
public enum AdminAPIVersion {
    /// The first segment of every path; a daemon answers 404 to another.
    public static let prefix = "v1"
}
