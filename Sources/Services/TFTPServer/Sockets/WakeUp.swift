internal import CDatagram

/// Ends another thread's wait (eventfd).
final class WakeUp: Sendable {
    private let owner: FileDescriptor

    var descriptor: CInt { owner.value }

    init() throws(SystemFailure) {
        owner = FileDescriptor(owning: try SystemFailure.check(datagram_wake_up_open()))
    }

    /// Wakes the thread, now or when it waits next.
    func signal() { datagram_wake_up_signal(descriptor) }

    /// Forgets the signals that came.
    func clear() { datagram_wake_up_clear(descriptor) }
}
