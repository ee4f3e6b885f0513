internal import Glibc

/// The process at the other end of a unix socket as it was when it connected, as the kernel knows it (unix(7)).
struct PeerCredentials: Hashable, Sendable {
    /// Its user.
    var user: uid_t
    /// Its groups: its own and the supplementary ones.
    var groups: Set<gid_t>

    /// Given credentials.
    init(user: uid_t, groups: Set<gid_t>) {
        self.user = user
        self.groups = groups
    }

    /// What the kernel says of the peer of a connected socket; none when it says nothing.
    init?(ofSocket descriptor: CInt) {
        var peer = Answer()
        var length = socklen_t(MemoryLayout<Answer>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0,
            length == socklen_t(MemoryLayout<Answer>.size), let groups = Self.supplementaryGroups(descriptor)
        else { return nil }
        self.init(user: peer.user, groups: groups.union([peer.group]))
    }

    /// What SO_PEERCRED answers; glibc declares it as `ucred` only for GNU programs.
    private struct Answer {
        var process: pid_t = 0
        var user: uid_t = 0
        var group: gid_t = 0
    }

    /// The most groups a process can have (NGROUPS_MAX of <linux/limits.h>).
    private static let mostGroups = 65_536

    /// What SO_PEERGROUPS answers, since Linux 4.13; none when it cannot be had: then nobody is taken for a member.
    private static func supplementaryGroups(_ descriptor: CInt) -> Set<gid_t>? {
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var length = socklen_t(groups.count * MemoryLayout<gid_t>.size)
            if unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &length) == 0 {
                return Set(groups.prefix(Int(length) / MemoryLayout<gid_t>.size))
            }
            guard errno == ERANGE, groups.count < mostGroups else { return nil }
            groups = [gid_t](repeating: 0, count: mostGroups)
        }
    }
}
