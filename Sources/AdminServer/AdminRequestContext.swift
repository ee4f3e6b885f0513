internal import Glibc
internal import Hummingbird
internal import NIOCore

/// A request together with who sent it.
struct AdminRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: Peer

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = Peer(channel: source.channel)
    }
}

/// The process at the other end of the socket, as the kernel knows it: the actor of the audit record.
struct Peer {
    private let channel: any Channel

    init(channel: any Channel) { self.channel = channel }

    /// The user's name; `uid N` when the user has none, `unknown` when the kernel does not say.
    var name: String {
        get async {
            guard let provider = channel as? any SocketOptionProvider else { return "unknown" }
            let option = NIOBSDSocket.Option(rawValue: SO_PEERCRED)
            let future: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
                level: .socket,
                name: option
            )
            guard let credentials = try? await future.get() else { return "unknown" }
            return UserName.of(credentials.user)
        }
    }
}

/// What SO_PEERCRED answers (socket(7)); glibc declares it as `ucred` only for GNU programs.
private struct PeerCredentials {
    var process: pid_t = 0
    var user: uid_t = 0
    var group: gid_t = 0
}

/// Names of the system's users.
enum UserName {
    /// The longest entry of the user database read here. Our own bound; an entry has about 100 bytes.
    private static let bufferSize = 16_384

    static func of(_ user: uid_t) -> String {
        var entry = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: bufferSize)
        guard unsafe getpwuid_r(user, &entry, &buffer, buffer.count, &result) == 0, unsafe result != nil,
            let name = unsafe entry.pw_name
        else { return "uid \(user)" }
        return unsafe String(cString: name)
    }
}
