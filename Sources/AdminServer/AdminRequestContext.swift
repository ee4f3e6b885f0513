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

/// The process at the other end of the socket: the actor of the audit record.
struct Peer {
    private let channel: any Channel

    init(channel: any Channel) { self.channel = channel }

    /// What the kernel says of it; none when it says nothing.
    var credentials: PeerCredentials? {
        get async {
            let channel = channel
            let answer = channel.eventLoop.submit {
                try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
                    PeerCredentials(ofSocket: $0)
                }
            }
            return try? await answer.get().flatMap(\.self)
        }
    }
}

/// Names of the system's users.
enum UserName {
    /// The longest entry of the user database read here. Our own bound; an entry has about 100 bytes.
    private static let bufferSize = 16_384

    /// The user's name; `uid N` when the user has none.
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
