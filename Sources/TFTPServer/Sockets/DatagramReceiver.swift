internal import CDatagram
internal import Glibc

/// The buffers for one `recvmmsg`; one per worker, used for its sockets in turn.
@safe
final class DatagramReceiver {
    /// Datagrams taken in one call; enough that a storm costs few calls, few enough to stay in the cache.
    static let batch: UInt32 = 64
    /// Octets kept of a datagram: four times the largest request of RFC 2347.
    static let datagramBytes: UInt32 = 2_048

    private let pointer: OpaquePointer

    /// - Throws: That there is no memory.
    init() throws(SystemFailure) {
        guard let pointer = unsafe datagram_receiver_create(Self.batch, Self.datagramBytes) else {
            throw SystemFailure(errno: ENOMEM)
        }
        unsafe self.pointer = pointer
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
    func peer(_ index: Int) -> Endpoint {
        unsafe datagram_receiver_message(pointer, UInt32(truncatingIfNeeded: index)).pointee.peer
    }

    /// Calls `body` with one datagram of the last receive.
    func withDatagram(_ index: Int, _ body: (Arrival, Span<UInt8>) -> Void) {
        let received = unsafe datagram_receiver_message(pointer, UInt32(truncatingIfNeeded: index)).pointee
        let arrival = unsafe Arrival(
            peer: received.peer,
            local: received.local,
            interface: received.interface_index,
            isTruncated: received.truncated
        )
        unsafe body(arrival, Span(_unsafeStart: received.bytes, count: Int(received.count)))
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
