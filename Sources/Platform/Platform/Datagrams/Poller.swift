public import CDatagram

/// Waits for many descriptors at once (epoll); used by one thread only.
@safe
public final class Poller {
    private static let maximumEvents = 64

    private let poll: FileDescriptor
    /// Not an array: each access to a class's variable is checked for others at run time, several times a packet.
    @usableFromInline let events: UnsafeMutableBufferPointer<datagram_event>

    /// Watches nothing yet.
    ///
    /// - Throws: What the system said.
    public init() throws(SystemFailure) {
        poll = FileDescriptor(owning: try SystemFailure.check(datagram_poller_open()))
        unsafe events = .allocate(capacity: Self.maximumEvents)
        unsafe events.initialize(repeating: datagram_event())
    }

    deinit { unsafe events.deallocate() }

    /// Readable when something that is watched is, for those who wait for other things too.
    public var descriptor: CInt { poll.value }

    /// Watches a descriptor; `tag` is what ``event(_:)`` tells of it.
    ///
    /// - Throws: What the system said.
    public func add(_ descriptor: CInt, tag: UInt64) throws(SystemFailure) {
        _ = try SystemFailure.check(datagram_poller_add(poll.value, descriptor, tag))
    }

    /// Stops watching a descriptor.
    public func remove(_ descriptor: CInt) { datagram_poller_remove(poll.value, descriptor) }

    /// Waits until something is ready.
    ///
    /// - Parameter milliseconds: How long at most; negative for ever.
    /// - Returns: How many events there are for ``event(_:)``.
    public func wait(milliseconds: Int) -> Int {
        guard let start = unsafe events.baseAddress else { return 0 }
        let milliseconds = CInt(clamping: milliseconds)
        return unsafe max(0, Int(datagram_poller_wait(poll.value, start, UInt32(events.count), milliseconds)))
    }

    /// The tag of a ready descriptor, and whether it has an error to tell.
    @inlinable
    public func event(_ index: Int) -> (tag: UInt64, hasError: Bool) {
        unsafe (events[index].tag, events[index].has_error)
    }
}
