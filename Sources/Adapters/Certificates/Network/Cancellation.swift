/// Ends the waits of another thread, now and from now on.
public final class Cancellation: Sendable {
    private let signal: Signal

    /// Not cancelled yet.
    ///
    /// - Throws: `system` when there are no more file descriptors.
    public init() throws(ConnectionFailure) { signal = try Signal() }

    /// Cancels; more than once does no harm.
    public func cancel() { signal.raise() }

    /// Readable from the cancellation on.
    var descriptor: CInt { signal.descriptor }
}
