internal import AdminAPI
internal import Administration
internal import Documents
internal import NIOCore

/// The body of a streamed request: its line, and then what it brings, as it comes.
final class RequestSource: AdminStreamSource {
    private struct State {
        let body: BodyChunks
        var rest = ByteBuffer()
        var left: Int

        /// The next octets of the body; none at its end, and an empty one is none.
        func chunk() async throws -> ByteBuffer? {
            do {
                while let chunk = try await body.next() {
                    if chunk.readableBytes > 0 { return chunk }
                }
                return nil
            } catch is CancellationError {
                return nil
            } catch {
                throw Problem.requestCutOff
            }
        }
    }

    // One task at a time asks: first for the line, then for the rest.
    nonisolated(unsafe) private var state: State
    private let refusal: Problem

    init<Request: AdminStreamRequest>(_ body: BodyChunks, _ type: Request.Type) {
        unsafe state = State(body: body, left: Request.size.octets)
        refusal = .requestTooLarge(Request.path, limit: Request.size.octets)
    }

    /// The request itself, which stands in the first line.
    func line() async throws -> ByteBuffer {
        var gathered = ByteBuffer()
        while true {
            let view = gathered.readableBytesView
            if let end = view.firstIndex(of: UInt8(ascii: "\n")) {
                let line = gathered.readSlice(length: end - view.startIndex) ?? ByteBuffer()
                gathered.moveReaderIndex(forwardBy: 1)
                unsafe state.rest = gathered
                return line
            }
            guard gathered.readableBytes <= RequestSize.small.octets else { throw refusal }
            guard var chunk = try await unsafe state.chunk() else { return gathered }
            gathered.writeBuffer(&chunk)
        }
    }

    func next() async throws -> [UInt8]? {
        var chunk = unsafe state.rest
        unsafe state.rest.clear()
        if chunk.readableBytes == 0 {
            guard let next = try await unsafe state.chunk() else { return nil }
            chunk = next
        }
        unsafe state.left -= chunk.readableBytes
        guard unsafe state.left >= 0 else { throw refusal }
        return Array(chunk.readableBytesView)
    }
}
