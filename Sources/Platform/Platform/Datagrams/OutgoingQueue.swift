public import CDatagram

/// The datagrams that wait to be sent from one socket.
///
/// A handle: who passes it around counts no references, for every packet would. The ``DatagramSocket`` it came from owns
/// what it points to, and whoever has the handle holds that socket.
@safe
public struct OutgoingQueue {
    /// The most datagrams that one message can be cut into.
    @inlinable public static var mostSegments: Int { Int(datagram_maximum_segments) }
    /// The most octets of one message.
    @inlinable public static var mostOctets: Int { Int(datagram_maximum_payload) }

    @usableFromInline let pointer: OpaquePointer
    @usableFromInline let descriptor: CInt

    /// A handle to the queue of the socket with this descriptor.
    init(_ pointer: OpaquePointer, of descriptor: CInt) {
        unsafe self.pointer = pointer
        self.descriptor = descriptor
    }

    /// Whether datagrams are waiting for ``flush()``.
    @inlinable
    public var isPending: Bool { unsafe datagram_sender_count(pointer) > 0 }

    /// Whether the kernel or the link would not segment a message.
    @inlinable
    public var segmentationFailed: Bool { unsafe datagram_sender_segmentation_failed(pointer) }

    /// Whether a message of so many pieces and copied octets can be queued.
    @inlinable
    public func hasRoom(pieces: Int, copied: Int) -> Bool {
        unsafe datagram_sender_has_room(pointer, UInt32(clamping: pieces), UInt32(clamping: copied))
    }

    /// Begins a message.
    ///
    /// - Parameters:
    ///   - peer: Where it goes.
    ///   - local: The address it comes from; none leaves that to the kernel.
    ///   - interface: The interface it leaves by, for link-local addresses.
    ///   - segment: The datagram size to cut it into; 0 for a single datagram.
    ///   - mayBeFragmented: Whether it may be cut up on its way; else it goes whole or not at all.
    @inlinable
    public func begin(
        to peer: Endpoint,
        from local: Endpoint = .none,
        interface: UInt32 = 0,
        segment: UInt16 = 0,
        mayBeFragmented: Bool = false
    ) {
        unsafe withUnsafePointer(to: peer.kernel) { peer in
            unsafe withUnsafePointer(to: local.kernel) { local in
                unsafe datagram_sender_begin(pointer, peer, local, interface, segment)
            }
        }
        if mayBeFragmented { unsafe datagram_sender_allow_fragments(pointer) }
    }

    /// Adds octets to the message, copied now.
    @inlinable
    public func copy(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe datagram_sender_copy(pointer, start, UInt32(clamping: bytes.count))
        }
    }

    /// Adds octets to the message that must stay where they are until ``flush()``.
    ///
    /// - Parameters:
    ///   - bytes: The octets.
    ///   - isMapped: Whether they are a mapped file's, which somebody may be cutting off: only the kernel, which then says
    ///     that there is nothing, may read them. Others are copied when they are few.
    @unsafe
    @inlinable
    public func refer(_ bytes: UnsafeRawBufferPointer, isMapped: Bool) {
        guard let start = bytes.baseAddress else { return }
        if isMapped {
            unsafe datagram_sender_refer(pointer, start, UInt32(clamping: bytes.count))
        } else {
            unsafe datagram_sender_gather(pointer, start, UInt32(clamping: bytes.count))
        }
    }

    /// Sends what is queued.
    ///
    /// - Returns: The number of messages the kernel would not take; they are forgotten, resends make up for them.
    ///   ``narrowPaths`` tells of others, which went out in fragments.
    @inlinable
    public func flush() -> Int { unsafe Int(datagram_sender_flush(pointer, descriptor)) }

    /// How many messages of the last flush were more than their paths carry, as the kernel knew.
    @inlinable
    public var narrowPaths: Int { unsafe Int(datagram_sender_narrow_count(pointer)) }

    /// Where one of them went.
    public func narrowPath(_ index: Int) -> Endpoint {
        unsafe Endpoint(datagram_sender_narrow(pointer, UInt32(clamping: index)))
    }
}
