internal import CDatagram
internal import Glibc
internal import Platform

/// The buffers for one `recvmmsg`; one per worker, used for its sockets in turn.
@safe
final class DatagramReceiver {
    /// Datagrams taken in one call; enough that a storm costs few calls, few enough to stay in the cache.
    static let batch: UInt32 = 64
    /// Octets kept of a datagram: four times the largest request of RFC 2347.
    static let datagramBytes: UInt32 = 2_048

    private let pointer: OpaquePointer
    private let messages: UnsafeBufferPointer<datagram_received>

    /// - Throws: That there is no memory.
    init() throws(SystemFailure) {
        guard let pointer = unsafe datagram_receiver_create(Self.batch, Self.datagramBytes) else {
            throw SystemFailure(errno: ENOMEM)
        }
        unsafe self.pointer = pointer
        unsafe messages = UnsafeBufferPointer(start: datagram_receiver_message(pointer, 0), count: Int(Self.batch))
    }

    deinit { unsafe datagram_receiver_destroy(pointer) }

    /// Receives what is there.
    ///
    /// - Parameter descriptor: The socket.
    /// - Returns: The number of datagrams; 0 when there is none or the socket only had an error to tell.
    func receive(_ descriptor: CInt) -> Int {
        unsafe max(0, Int(datagram_receiver_receive(pointer, descriptor)))
    }

    /// Who sent one datagram of the last receive.
    func peer(_ index: Int) -> Endpoint { unsafe messages[index].peer }

    /// Where one datagram of the last receive came from and where it was sent to.
    func arrival(_ index: Int) -> Arrival {
        let received = unsafe messages[index]
        return unsafe Arrival(
            peer: received.peer,
            local: received.local,
            interface: received.interface_index,
            isTruncated: received.truncated
        )
    }

    /// Whether one datagram of the last receive was sent to a broadcast or multicast address; sockets where requests arrive
    /// know.
    func wasToGroup(_ index: Int) -> Bool { unsafe messages[index].to_group }

    /// The octets of one datagram of the last receive, until the next.
    @_lifetime(borrow self)
    func bytes(_ index: Int) -> Span<UInt8> {
        let bytes = unsafe Span(_unsafeStart: messages[index].bytes, count: Int(messages[index].count))
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }
}

/// Where a datagram came from and where it was sent to.
struct Arrival {
    var peer: Endpoint
    /// The address it was sent to, so that the answer can leave from it; without a port.
    var local: Endpoint
    var interface: UInt32
    /// Whether it was longer than what was kept.
    var isTruncated: Bool
}
