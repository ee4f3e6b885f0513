import Glibc
import Testing

@testable import AdminServer

@Suite("The kernel says who is at the other end of a unix socket")
struct PeerCredentialsTests {
    @Test("A socket pair's peer is this process, with all its groups")
    func socketPair() throws {
        var ends: [CInt] = [0, 0]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        var groups = [gid_t](repeating: 0, count: 65_536)
        let count = Int(getgroups(CInt(groups.count), &groups))
        let own = PeerCredentials(user: geteuid(), groups: Set(groups.prefix(count)).union([getegid()]))
        #expect(PeerCredentials(ofSocket: ends[0]) == own)
        #expect(PeerCredentials(ofSocket: ends[1]) == own)
    }

    @Test("What is no unix socket has no peer")
    func noSocket() {
        #expect(PeerCredentials(ofSocket: -1) == nil)
        let socket = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
        defer { close(socket) }
        #expect(PeerCredentials(ofSocket: socket) == nil)
    }
}
