internal import Platform

/// One of a worker's sockets: the socket, and what it is for.
///
/// A value beside the socket and not a class around it: what a packet asks of it lies in the worker's own array.
struct WorkerSocket {
    /// Datagrams queued before they are sent.
    private static let messages: UInt32 = 64
    /// Pieces they may have together: the most one message may have is 1024 (UIO_MAXIOV).
    private static let pieces: UInt32 = 1_024
    /// Copied octets between them: headers, OACKs, ERRORs and short pieces.
    private static let copiedBytes: UInt32 = 64 * 1_024

    /// What arrives at a socket.
    struct Role {
        /// Whether requests do.
        let takesRequests: Bool
        /// Whether packets of transfers do.
        let carriesTransfers: Bool
    }

    private let socket: DatagramSocket
    /// What arrives here.
    let role: Role
    /// Whether it is bound to one of the host's addresses, not to all of them.
    let isBoundToOneAddress: Bool
    /// The file descriptor, until ``close()``.
    let descriptor: CInt
    /// What is to be sent; of no use without the socket.
    let outgoing: OutgoingQueue

    /// Takes over a bound socket.
    ///
    /// - Parameters:
    ///   - descriptor: The socket.
    ///   - address: Where it is bound.
    ///   - role: What arrives here.
    /// - Throws: That there is no memory.
    init(owning descriptor: consuming DatagramDescriptor, address: Endpoint, role: Role) throws(SystemFailure) {
        socket = try DatagramSocket(
            owning: descriptor,
            messages: Self.messages,
            pieces: Self.pieces,
            copiedBytes: Self.copiedBytes
        )
        self.role = role
        isBoundToOneAddress = address.high != 0 || address.low != 0
        self.descriptor = socket.descriptor
        outgoing = socket.outgoing
    }

    /// Lets go of the port; the socket must not be used again.
    func close() { socket.close() }

    /// How many datagrams the kernel dropped since the last call because the receive buffer was full.
    func newDrops() -> Int { socket.newDrops() }

    /// The next error that came back by ICMP; `nil` when there is none.
    func nextFailure() -> DatagramFailure? { socket.nextFailure() }
}
