internal import CDatagram

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
    /// Whether it is bound to one of the host's addresses, not to all of them.
    let isBoundToOneAddress: Bool
    /// Whether requests arrive here.
    let takesRequests: Bool
    /// Whether transfers run here.
    let carriesTransfers: Bool
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
        self.takesRequests = takesRequests
        self.carriesTransfers = carriesTransfers
        guard let queue = unsafe datagram_sender_create(reach, Self.messages, Self.pieces, Self.copiedBytes) else {
            return nil
        }
        unsafe self.queue = queue
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

    /// Whether datagrams are waiting for ``flush()``.
    var isPending: Bool { unsafe datagram_sender_count(queue) > 0 }

    /// Whether the kernel or the link would not segment a message.
    var segmentationFailed: Bool { unsafe datagram_sender_segmentation_failed(queue) }

    /// Whether a message of so many pieces and copied octets can be queued.
    func hasRoom(pieces: Int, copied: Int) -> Bool {
        unsafe datagram_sender_has_room(queue, UInt32(clamping: pieces), UInt32(clamping: copied))
    }

    /// Begins a message.
    ///
    /// - Parameters:
    ///   - route: Where it goes; the socket is this one.
    ///   - segment: The datagram size to cut it into; 0 for a single datagram.
    func begin(on route: Route, segment: UInt16 = 0) {
        unsafe withUnsafePointer(to: route.peer) { peer in
            unsafe withUnsafePointer(to: route.local) { local in
                unsafe datagram_sender_begin(queue, peer, local, route.interface, segment)
            }
        }
    }

    /// Adds octets to the message, copied now.
    func copy(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe datagram_sender_copy(queue, start, UInt32(clamping: bytes.count))
        }
    }

    /// Adds octets to the message that must stay where they are until ``flush()``.
    ///
    /// - Parameters:
    ///   - bytes: The octets.
    ///   - isMapped: Whether they are a mapped file's, which somebody may be cutting off: only the kernel, which then says
    ///     that there is nothing, may read them. Others are copied when they are few.
    @unsafe
    func refer(_ bytes: UnsafeRawBufferPointer, isMapped: Bool) {
        guard let start = bytes.baseAddress else { return }
        if isMapped {
            unsafe datagram_sender_refer(queue, start, UInt32(clamping: bytes.count))
        } else {
            unsafe datagram_sender_gather(queue, start, UInt32(clamping: bytes.count))
        }
    }

    /// Sends what is queued.
    ///
    /// - Returns: The number of messages the kernel would not take; they are forgotten, resends make up for them.
    func flush() -> Int { unsafe Int(datagram_sender_flush(queue, descriptor)) }
}
