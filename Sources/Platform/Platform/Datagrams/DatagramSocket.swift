internal import CDatagram
internal import Glibc

/// A bound UDP socket with its queue of outgoing datagrams; used by one thread only.
@safe
public final class DatagramSocket {
    private var owner: DatagramDescriptor?
    /// The file descriptor, until ``close()``.
    public let descriptor: CInt
    private let queue: OpaquePointer
    /// What is to be sent; of no use without the socket.
    public let outgoing: OutgoingQueue
    /// The drop counter when it was last seen.
    private var drops: UInt32 = 0

    /// Takes over a bound socket.
    ///
    /// - Parameters:
    ///   - descriptor: The socket.
    ///   - messages: Datagrams that can be queued before they are sent.
    ///   - pieces: Pieces they may have together; the most one message may have is 1024 (UIO_MAXIOV).
    ///   - copiedBytes: Copied octets between them.
    /// - Throws: That there is no memory.
    public init(
        owning descriptor: consuming DatagramDescriptor,
        messages: UInt32,
        pieces: UInt32,
        copiedBytes: UInt32
    ) throws(SystemFailure) {
        self.descriptor = descriptor.value
        let reach = descriptor.reach.kernel
        owner = consume descriptor
        guard let queue = unsafe datagram_sender_create(reach, messages, pieces, copiedBytes) else {
            throw SystemFailure(errno: ENOMEM)
        }
        unsafe self.queue = queue
        outgoing = unsafe OutgoingQueue(queue, of: self.descriptor)
    }

    deinit { unsafe datagram_sender_destroy(queue) }

    /// Lets go of the port; the socket must not be used again. Its queue stays as long as the socket does.
    public func close() { owner = nil }

    /// How many datagrams the kernel dropped since the last call because the receive buffer was full.
    public func newDrops() -> Int {
        var counter = drops
        guard owner != nil, unsafe datagram_drops(descriptor, &counter) == 0 else { return 0 }
        defer { drops = counter }
        return Int(counter &- drops)
    }

    /// The next error that came back by ICMP; `nil` when there is none.
    public func nextFailure() -> DatagramFailure? {
        var failure = datagram_failure()
        guard unsafe datagram_next_failure(descriptor, &failure) > 0 else { return nil }
        return DatagramFailure(peer: Endpoint(failure.peer), errno: failure.error, mtu: failure.mtu)
    }
}
