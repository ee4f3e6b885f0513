internal import Administration
internal import Documents
internal import Glibc

/// Who may do what over the control socket, decided from what the kernel says of who connected.
struct AccessRules: Sendable {
    /// The user the daemon runs as.
    let daemonUser: uid_t
    /// The group whose members administer: that of the socket's file; none when there is no such file any more.
    let administrators: gid_t?
    /// The group whose members may look, with its name.
    let readers: SystemGroup?

    /// What the peer may do; none when it may do nothing.
    func access(of peer: PeerCredentials) -> AdminAccess? {
        if peer.user == 0 || peer.user == daemonUser { return .write }
        if let administrators, peer.groups.contains(administrators) { return .write }
        if let readers, peer.groups.contains(readers.id) { return .read }
        return nil
    }

    /// What the peer counts as when it connects.
    func rank(of peer: PeerCredentials) -> ConnectionRank {
        if peer.user == 0 || peer.user == daemonUser { return .owner }
        switch access(of: peer) {
        case .write: return .administrator
        case .read: return .reader
        case nil: return .stranger
        }
    }

    /// The refusal of someone who may do nothing.
    func stranger(_ name: String) -> Problem {
        Problem(
            .denied,
            code: "not-admitted",
            "The user \(name) may not use cnfd.",
            hint: readers.map { "Become a member of the group \($0.name) to look, or have an administrator do it." }
                ?? "Have an administrator do it."
        )
    }

    /// The refusal of a reader who would change something.
    func readOnly(_ name: String) -> Problem {
        Problem(
            .denied,
            code: "read-only",
            "The user \(name) may look\(readers.map { " as a member of the group \($0.name)" } ?? ""), but not change or "
                + "disclose anything; nothing was changed.",
            hint: "See with --plan what it would do, and have an administrator do it."
        )
    }
}
