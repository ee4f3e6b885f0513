import Administration
import Documents
import Testing

@testable import AdminServer

@Suite("A05: who may do what over the control socket")
struct AccessRulesTests {
    private static let readers = SystemGroup(id: 300, name: "cnfd-readers")
    private static let rules = AccessRules(daemonUser: 100, administrators: 200, readers: readers)

    @Test("The superuser, the daemon's user and the socket's group administer, whatever other groups they are in")
    func administrators() {
        for peer in [
            PeerCredentials(user: 0, groups: [0]), PeerCredentials(user: 0, groups: [300]),
            PeerCredentials(user: 100, groups: [100]), PeerCredentials(user: 1000, groups: [200]),
            PeerCredentials(user: 1000, groups: [1000, 300, 200]),
        ] {
            #expect(Self.rules.access(of: peer) == .write, "\(peer)")
        }
    }

    @Test("Members of the readers' group look, by their own group or a supplementary one")
    func readers() {
        #expect(Self.rules.access(of: PeerCredentials(user: 1000, groups: [300])) == .read)
        #expect(Self.rules.access(of: PeerCredentials(user: 1000, groups: [1000, 4, 300])) == .read)
    }

    @Test("Nobody else does anything")
    func strangers() {
        // The group with the number 0 is no more than any other.
        for groups in [[1000], [0], [1000, 100], []] as [Set<UInt32>] {
            #expect(Self.rules.access(of: PeerCredentials(user: 1000, groups: groups)) == nil)
        }
        let closed = AccessRules(daemonUser: 100, administrators: nil, readers: nil)
        #expect(closed.access(of: PeerCredentials(user: 1000, groups: [200, 300])) == nil)
        #expect(closed.access(of: PeerCredentials(user: 100, groups: [])) == .write)
    }

    @Test("Refusals are denied, name the user and say what to do")
    func refusals() {
        let stranger = Self.rules.stranger("eve")
        #expect(stranger.kind == .denied && stranger.code == "not-admitted")
        #expect(
            stranger.description == "The user eve may not use cnfd. Become a member of the group cnfd-readers to look, "
                + "or have an administrator do it."
        )
        let reader = Self.rules.readOnly("rita")
        #expect(reader.kind == .denied && reader.code == "read-only")
        #expect(
            reader.description == "The user rita may look as a member of the group cnfd-readers, but not change or "
                + "disclose anything; nothing was changed. See with --plan what it would do, and have an administrator do it."
        )
    }

    @Test("Groups are found by name")
    func groups() {
        #expect(SystemGroup(named: "root") == SystemGroup(id: 0, name: "root"))
        #expect(SystemGroup(named: "no-such-group-here") == nil)
    }
}
