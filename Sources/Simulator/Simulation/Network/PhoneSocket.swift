internal import CDatagram
internal import Glibc
internal import Platform

/// A bound UDP socket with its queue of outgoing datagrams.
@safe
final class PhoneSocket {
    private let owner: FileDescriptor
    private let queue: OpaquePointer

    var descriptor: CInt { owner.value }

    /// Opens a socket and binds it to a port that the kernel chooses.
    ///
    /// - Parameters:
    ///   - family: 4 or 6.
    ///   - tellsArrivalAddresses: Whether each datagram tells which of the host's addresses it was sent to.
    ///   - bufferBytes: The receive buffer to ask for; `nil` for the system's default.
    ///   - messages: Datagrams queued before they are sent.
    /// - Throws: What the system refused.
    init(
        family: CInt,
        tellsArrivalAddresses: Bool,
        bufferBytes: CInt?,
        messages: UInt32
    ) throws(SystemFailure) {
        let reach = datagram_reach_only(family)
        owner = FileDescriptor(owning: try SystemFailure.check(datagram_open(reach)))
        guard let queue = unsafe datagram_sender_create(reach, messages, messages, messages * Self.packetBytes) else {
            throw SystemFailure(errno: ENOMEM)
        }
        unsafe self.queue = queue
        var everywhere = datagram_address(high: 0, low: 0, scope: 0, port: 0, family: UInt16(family))
        _ = try SystemFailure.check(unsafe datagram_bind(descriptor, reach, &everywhere))
        _ = try SystemFailure.check(datagram_prepare(descriptor, reach, tellsArrivalAddresses))
        // Less than what was asked for is told by the drops that come of it.
        if let bufferBytes { _ = datagram_receive_buffer(descriptor, bufferBytes) }
    }

    deinit { unsafe datagram_sender_destroy(queue) }

    /// Room for the longest packet a phone sends: a request (RFC 2347 section 2).
    static let packetBytes: UInt32 = 512

    /// Queues a datagram; sends what is queued first when there is no room.
    ///
    /// - Parameters:
    ///   - bytes: The octets, copied now.
    ///   - peer: Where it goes.
    ///   - local: The address it comes from; family 0 leaves that to the kernel.
    /// - Returns: How many datagrams the kernel would not take.
    func send(_ bytes: Span<UInt8>, to peer: datagram_address, from local: datagram_address) -> Int {
        let count = UInt32(clamping: bytes.count)
        let refused = unsafe datagram_sender_has_room(queue, 1, count) ? 0 : flush()
        unsafe withUnsafePointer(to: peer) { peer in
            unsafe withUnsafePointer(to: local) { local in unsafe datagram_sender_begin(queue, peer, local, 0, 0) }
        }
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe datagram_sender_copy(queue, start, count)
        }
        return refused
    }

    /// How many datagrams the socket's full queue has cost so far.
    var dropped: Int {
        var counter: UInt32 = 0
        return unsafe datagram_drops(descriptor, &counter) == 0 ? Int(counter) : 0
    }

    /// Whether datagrams are waiting for ``flush()``.
    var isPending: Bool { unsafe datagram_sender_count(queue) > 0 }

    /// Sends what is queued.
    ///
    /// - Returns: How many datagrams the kernel would not take.
    func flush() -> Int { unsafe Int(datagram_sender_flush(queue, descriptor)) }

    /// The next port of the server that its host says nobody listens on; `nil` when there is none left.
    func nextUnreachablePort() -> UInt16? {
        var failure = datagram_failure()
        return unsafe datagram_next_failure(descriptor, &failure) > 0 ? failure.peer.port : nil
    }
}
