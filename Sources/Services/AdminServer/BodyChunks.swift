internal import Hummingbird
internal import NIOCore

/// The body of a request while it comes, held from the beginning.
///
/// A body that nobody has begun to read, and nobody lets go of, keeps the framework waiting to hand its next piece on, and with
/// it the end of the request and of the daemon. This one is let go of with whoever was to read it.
final class BodyChunks: Sendable {
    // One task at a time asks.
    nonisolated(unsafe) private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { unsafe iterator = body.makeAsyncIterator() }

    /// The next piece; none at the end.
    func next() async throws -> ByteBuffer? { try await unsafe iterator.next(isolation: #isolation) }
}
