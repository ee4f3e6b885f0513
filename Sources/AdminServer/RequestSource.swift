internal import AdminAPI
internal import Administration
internal import Documents
internal import Hummingbird
internal import NIOCore

/// The body of a streamed request: its line, and then what it brings, as it comes.
struct RequestSource: AdminStreamSource {
    private var body: RequestBody.AsyncIterator
    private var rest = ByteBuffer()
    private var left: Int
    private let refusal: Problem

    init<Request: AdminStreamRequest>(_ body: RequestBody, _ type: Request.Type) {
        self.body = body.makeAsyncIterator()
        left = Request.size.octets
        refusal = .requestTooLarge(Request.path, limit: left)
    }

    /// The request itself, which stands in the first line.
    mutating func line() async throws -> ByteBuffer {
        while true {
            if let end = rest.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest.readSlice(length: end - rest.readerIndex) ?? ByteBuffer()
                rest.moveReaderIndex(forwardBy: 1)
                return line
            }
            guard rest.readableBytes <= RequestSize.small.octets else { throw refusal }
            guard var chunk = try await body.next(isolation: #isolation) else {
                defer { rest.clear() }
                return rest
            }
            rest.writeBuffer(&chunk)
        }
    }

    mutating func next() async throws -> [UInt8]? {
        var chunk = rest
        rest.clear()
        // An empty piece is none, but not the end.
        while chunk.readableBytes == 0 {
            guard let next = try await body.next(isolation: #isolation) else { return nil }
            chunk = next
        }
        left -= chunk.readableBytes
        guard left >= 0 else { throw refusal }
        return Array(chunk.readableBytesView)
    }
}
