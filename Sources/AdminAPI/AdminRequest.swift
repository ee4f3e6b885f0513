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
}

extension AdminRequest {
    /// What has begun is finished.
    public static var canBeAbandoned: Bool { false }
}

/// A request that changes something and can be rehearsed.
public protocol ChangeRequest: AdminRequest {
    /// Whether to answer what would be done instead of doing it.
    var plan: Bool { get }
}

/// The version of the API.
public enum AdminAPIVersion {
    /// The first segment of every path; a daemon answers 404 to another.
    public static let prefix = "v1"
}
