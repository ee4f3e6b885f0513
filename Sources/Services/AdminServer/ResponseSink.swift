internal import AdminAPI
internal import Administration
internal import Hummingbird
internal import NIOCore

/// The body of an HTTP response as a sink.
struct ResponseSink: AdminStreamSink {
    // Each call of the framework's writer is awaited before the next, so no two tasks ever use it at once.
    nonisolated(unsafe) private var writer: any ResponseBodyWriter

    init(writer: any ResponseBodyWriter) { unsafe self.writer = writer }

    mutating func send(_ lines: [UInt8]) async throws {
        do {
            try await unsafe writer.write(ByteBuffer(bytes: lines))
        } catch {
            // Whoever asked is gone, which is no failure.
            throw CancellationError()
        }
    }
}
