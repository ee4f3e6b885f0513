public import AdminAPI

/// A site that several contend for: the use cases alone, or a daemon behind its API.
public protocol ContendedSite: Sendable {
    /// How many changes were acknowledged so far, where that is known: what was read at a moment is as of then.
    var moment: Int { get }

    /// Has a request answered.
    func send<Request: AdminRequest>(_ request: Request, as actor: String) async throws -> Request.Response

    /// The whole saved state as the text of a site file.
    func export(as actor: String) async throws -> String
}

/// What they contend for.
public enum Contention {
    /// The site they begin with: nothing of it is secret, and no gateway is asked for anything.
    public static let site = """
        cluster: {security-mode: non-secure, default-call-manager-group: all}
        call-manager-groups:
          - {name: all, members: [{address: cm1.example.net}]}
        srst-references:
          - {name: s1, sip: [{address: 127.0.12.1}], certificate-provider-port: 2445}
          - {name: s2, sip: [{address: 127.0.12.2}], certificate-provider-port: 2445}
        device-pools:
          - {name: p1, call-manager-group: all, srst: s1, connection-monitor-duration: 60}
          - {name: p2, call-manager-group: all, srst: s2, connection-monitor-duration: 60}
        security-profiles:
          - {name: plain, protocol: sccp, description: plain}
          - {name: spare, protocol: sccp, description: spare}
        phones:

        """ + (0..<6).map(phone).joined()

    private static func phone(_ index: Int) -> String {
        "  - {name: \(phones[index]), protocol: sccp, model: '7942', device-pool: p\(index % 2 + 1), "
            + "security-profile: plain, description: desk \(index), owner-user-id: user\(index)}\n"
    }

    /// The phones that are there in the beginning, and then those that come and go.
    private static let phones = (0..<9).map { "SEP00112233440\($0)" }
    /// The phones that come and go.
    static let visitors = phones.suffix(3).map { ContendedObject(.phone, $0) }

    /// Everything that somebody may change; visitors need not be there.
    static let objects =
        phones.map { ContendedObject(.phone, $0) }
        + [.init(.srst, "s1"), .init(.srst, "s2"), .init(.devicePool, "p1"), .init(.devicePool, "p2")]
        + [.init(.securityProfile, "plain"), .init(.securityProfile, "spare")]

    /// The refusals that contending brings with it.
    static let refusals: Set<String> = [
        "not-found", "already-exists", "version-conflict", "changed-meanwhile", "changed-since", "plan-outdated",
    ]
}
