internal import Platform

/// Ends the waits of another thread, now and from now on.
public final class Cancellation: Sendable {
    private let wakeUp: WakeUp

    /// Not cancelled yet.
    ///
    /// - Throws: `system` when there are no more file descriptors.
    public init() throws(ConnectionFailure) {
        do throws(SystemFailure) {
            wakeUp = try WakeUp()
        } catch {
            throw ConnectionFailure(error, .connect)
        }
    }

    /// Cancels; more than once does no harm.
    public func cancel() { wakeUp.signal() }

    /// Readable from the cancellation on.
    var descriptor: CInt { wakeUp.descriptor }
}
