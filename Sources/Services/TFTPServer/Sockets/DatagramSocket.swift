internal import CDatagram
internal import Platform

/// A bound UDP socket with its queue of outgoing datagrams; used by one worker's thread only.
@safe
final class DatagramSocket {
    /// Datagrams queued before they are sent.
    private static let messages: UInt32 = 64
    /// Pieces they may have together: the most one message may have is 1024 (UIO_MAXIOV).
    private static let pieces: UInt32 = 1_024
    /// Copied octets between them: headers, OACKs, ERRORs and short pieces.
    private static let copiedBytes: UInt32 = 64 * 1_024

    private var owner: FileDescriptor?
    /// The file descriptor, until ``close()``.
    let descriptor: CInt
    private let queue: OpaquePointer
    /// What is to be sent; of no use without the socket.
    let outgoing: OutgoingQueue
    /// Whether it is bound to one of the host's addresses, not to all of them.
    let isBoundToOneAddress: Bool
    /// What arrives here.
    struct Role {
        /// Whether requests do.
        let takesRequests: Bool
        /// Whether packets of transfers do.
        let carriesTransfers: Bool
    }

    /// What arrives here.
    let role: Role
    /// The drop counter when it was last seen.
    private var drops: UInt32 = 0

    /// Takes over a bound socket; `nil` when there is no memory.
    init?(
        owning descriptor: consuming FileDescriptor,
        address: Endpoint,
        reach: datagram_reach,
        takesRequests: Bool,
        carriesTransfers: Bool
    ) {
        self.descriptor = descriptor.value
        owner = consume descriptor
        isBoundToOneAddress = address.high != 0 || address.low != 0
        role = Role(takesRequests: takesRequests, carriesTransfers: carriesTransfers)
        guard let queue = unsafe datagram_sender_create(reach, Self.messages, Self.pieces, Self.copiedBytes) else {
            return nil
        }
        unsafe self.queue = queue
        outgoing = unsafe OutgoingQueue(queue, of: self.descriptor)
    }

    deinit { unsafe datagram_sender_destroy(queue) }

    /// Lets go of the port; the socket must not be used again.
    func close() { owner = nil }

    /// How many datagrams the kernel dropped since the last call because the receive buffer was full.
    func newDrops() -> Int {
        var counter = drops
        guard owner != nil, unsafe datagram_drops(descriptor, &counter) == 0 else { return 0 }
        defer { drops = counter }
        return Int(counter &- drops)
    }

    /// The next error that came back by ICMP; `nil` when there is none.
    func nextFailure() -> datagram_failure? {
        var failure = datagram_failure()
        return unsafe datagram_next_failure(descriptor, &failure) > 0 ? failure : nil
    }
}
