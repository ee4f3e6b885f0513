internal import CDatagram

/// Ends another thread's wait: readable from the first signal until it is cleared (eventfd).
public final class WakeUp: Sendable {
    private let owner: FileDescriptor

    /// For `poll` and its kin.
    public var descriptor: CInt { owner.value }

    /// Not signalled yet.
    ///
    /// - Throws: That there are no more descriptors.
    public init() throws(SystemFailure) {
        owner = FileDescriptor(owning: try SystemFailure.check(datagram_wake_up_open()))
    }

    /// Wakes the thread, now or when it waits next; more than once does no harm.
    public func signal() { datagram_wake_up_signal(descriptor) }

    /// Forgets the signals that came.
    public func clear() { datagram_wake_up_clear(descriptor) }
}
