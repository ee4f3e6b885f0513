internal import CDatagram
internal import TFTP

/// The buffers for one `recvmmsg`, used for all sockets in turn.
@safe
struct DatagramReceiver: ~Copyable {
    /// Datagrams taken in one call.
    static let batch = 64
    /// Octets kept of a datagram: more than the largest block a phone asks for.
    private static let datagramBytes: UInt32 = 2_048

    private let pointer: OpaquePointer

    /// `nil` when there is no memory.
    init?() {
        guard let pointer = unsafe datagram_receiver_create(UInt32(Self.batch), Self.datagramBytes) else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe datagram_receiver_destroy(pointer) }

    /// Receives what is there; the number of datagrams.
    func receive(_ descriptor: CInt) -> Int { unsafe max(0, Int(datagram_receiver_receive(pointer, descriptor))) }

    /// Where a datagram of the last receive came from, and which of our addresses it was sent to.
    func addresses(_ index: Int) -> (peer: datagram_address, local: datagram_address) {
        let message = unsafe datagram_receiver_message(pointer, UInt32(truncatingIfNeeded: index)).pointee
        return (unsafe message.peer, unsafe message.local)
    }

    /// A datagram of the last receive, understood.
    func reply(_ index: Int) -> ServerReply {
        let message = unsafe datagram_receiver_message(pointer, UInt32(truncatingIfNeeded: index)).pointee
        return unsafe ServerReply(Span(_unsafeStart: message.bytes, count: Int(message.count)))
    }

    /// The octets of a datagram of the last receive.
    func bytes(_ index: Int) -> [UInt8] {
        let message = unsafe datagram_receiver_message(pointer, UInt32(truncatingIfNeeded: index)).pointee
        return unsafe Array(UnsafeBufferPointer(start: message.bytes, count: Int(message.count)))
    }
}
