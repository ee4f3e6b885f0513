public import CDatagram
internal import Glibc

/// The buffers for one `recvmmsg`; one for each thread, used for its sockets in turn.
///
/// What is asked for every packet can be compiled into the caller: a call costs more than what it does.
@safe
public final class DatagramReceiver {
    /// Datagrams taken in one call; enough that a storm costs few calls, few enough to stay in the cache.
    @inlinable public static var batch: Int { 64 }
    /// Octets kept of a datagram: four times the largest request of RFC 2347, and more than the largest block a phone asks
    /// for.
    public static var datagramBytes: Int { 2_048 }

    private let pointer: OpaquePointer
    @usableFromInline let messages: UnsafeBufferPointer<datagram_received>

    /// - Throws: That there is no memory.
    public init() throws(SystemFailure) {
        guard let pointer = unsafe datagram_receiver_create(UInt32(Self.batch), UInt32(Self.datagramBytes)) else {
            throw SystemFailure(errno: ENOMEM)
        }
        unsafe self.pointer = pointer
        unsafe messages = UnsafeBufferPointer(start: datagram_receiver_message(pointer, 0), count: Self.batch)
    }

    deinit { unsafe datagram_receiver_destroy(pointer) }

    /// Receives what is there.
    ///
    /// - Parameter descriptor: The socket.
    /// - Returns: The number of datagrams; 0 when there is none or the socket only had an error to tell.
    public func receive(_ descriptor: CInt) -> Int {
        unsafe max(0, Int(datagram_receiver_receive(pointer, descriptor)))
    }

    /// Who sent one datagram of the last receive.
    @inlinable
    public func peer(_ index: Int) -> Endpoint { unsafe Endpoint(messages[index].peer) }

    /// Where one datagram of the last receive came from and where it was sent to.
    @inlinable
    public func arrival(_ index: Int) -> DatagramArrival {
        let received = unsafe messages[index]
        return unsafe DatagramArrival(
            peer: Endpoint(received.peer),
            local: Endpoint(received.local),
            interface: received.interface_index,
            isTruncated: received.truncated
        )
    }

    /// Whether one datagram of the last receive was sent to a broadcast or multicast address; sockets that tell of arrivals
    /// know.
    @inlinable
    public func wasToGroup(_ index: Int) -> Bool { unsafe messages[index].to_group }

    /// The octets of one datagram of the last receive, until the next.
    @inlinable
    @_lifetime(borrow self)
    public func bytes(_ index: Int) -> Span<UInt8> {
        let bytes = unsafe Span(_unsafeStart: messages[index].bytes, count: Int(messages[index].count))
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }

    /// The octets of one datagram of the last receive, to keep.
    public func copy(_ index: Int) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: messages[index].bytes, count: Int(messages[index].count)))
    }
}
