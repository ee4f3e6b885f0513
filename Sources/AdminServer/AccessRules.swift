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

/// A group of the system's.
public struct SystemGroup: Hashable, Sendable {
    /// Its number.
    public let id: UInt32
    /// Its name.
    public let name: String

    /// A group of that number and name, whether the system has it or not.
    init(id: UInt32, name: String) {
        self.id = id
        self.name = name
    }

    /// The longest entry of the group database read here: one of some ten thousand members. Our own bound.
    private static let bufferSize = 1 << 20

    /// The system's group of that name; none when there is none.
    public init?(named name: String) {
        var entry = unsafe Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: Self.bufferSize)
        guard unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &result) == 0, unsafe result != nil else {
            return nil
        }
        self.init(id: unsafe entry.gr_gid, name: name)
    }
}
