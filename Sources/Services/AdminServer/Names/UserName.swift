internal import Glibc

/// Names of the system's users.
enum UserName {
    /// The longest entry of the user database read here. Our own bound; an entry has about 100 bytes.
    private static let bufferSize = 16_384

    private static let names = UserNames { lookUp($0) }

    /// The user's name; `uid N` when the user has none, or the system does not say it in time.
    static func of(_ user: uid_t) async -> String { await names.name(of: user) }

    /// The name of the user at the other end of a socket.
    static func of(_ peer: PeerCredentials?) async -> String {
        guard let peer else { return "unknown" }
        return await of(peer.user)
    }

    /// The user's name as far as it is known without asking the system.
    static func known(_ user: uid_t) -> String? { names.known(user) }

    /// The user's name for who cannot wait: `uid N` unless somebody has asked for it before.
    static func atOnce(_ user: uid_t) -> String { known(user) ?? "uid \(user)" }

    /// What the system says, for as long as it takes.
    private static func lookUp(_ user: uid_t) -> String? {
        var entry = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: bufferSize)
        guard unsafe getpwuid_r(user, &entry, &buffer, buffer.count, &result) == 0, unsafe result != nil,
            let name = unsafe entry.pw_name
        else { return nil }
        return unsafe String(cString: name)
    }
}
