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

    /// Breaks the connection off.
    func disconnect() { channel.close(promise: nil) }

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
