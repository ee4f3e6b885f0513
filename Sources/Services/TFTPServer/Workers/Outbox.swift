internal import Platform
internal import Serving

/// What a worker sends: queues until they are flushed, and what has to stay in memory until then.
struct Outbox: ~Copyable {
    /// The sockets' queues, by the numbers of the sockets.
    private var queues: ContiguousArray<OutgoingQueue>
    /// The sockets whose queues have datagrams waiting.
    private var pending: ContiguousArray<Int> = []
    /// What ended transfers had queued may still point into their content; it goes after the flush.
    private var ended: [PinnedContent] = []
    private let readBuffer = ReadBuffer()
    /// Whether the kernel cuts windows into blocks; not where it has once shown that it cannot.
    private(set) var segments: Bool
    /// Clients whose datagrams went out in fragments because the kernel knew that they had to, until they are taken.
    private var narrowed: [(peer: Endpoint, socket: Int)] = []
    /// How many datagrams the kernel would not take, until they are taken.
    private var refused = 0

    init(_ sockets: [WorkerSocket], segments: Bool) {
        queues = ContiguousArray(sockets.map(\.outgoing))
        self.segments = segments
    }

    /// Takes over the queue of a socket that has this number from now on.
    mutating func install(_ queue: OutgoingQueue, socket: Int) {
        if socket < queues.count {
            queues[socket] = queue
        } else {
            queues.append(queue)
        }
    }

    /// The queue of a socket, with room for one more message of so many pieces and copied octets.
    mutating func queue(of socket: Int, pieces: Int, copied: Int) -> OutgoingQueue {
        let queue = queues[socket]
        if !queue.hasRoom(pieces: pieces, copied: copied) { flush(socket) }
        if !queue.isPending { pending.append(socket) }
        return queue
    }

    /// Reads part of a file into memory that lasts until the next flush; flushes first when there is no room.
    ///
    /// - Returns: The octets; `nil` when the file has changed.
    @unsafe
    mutating func read(_ file: OpenFile, _ range: Range<Int>) -> UnsafeRawBufferPointer? {
        if range.count > readBuffer.room { flush() }
        return unsafe readBuffer.read(file, range)
    }

    /// Keeps the content of a transfer that has ended until what points into it is sent.
    mutating func keep(_ content: PinnedContent) { ended.append(content) }

    /// Sends what is queued and lets go of what it pointed to.
    mutating func flush() {
        if !pending.isEmpty {
            for index in pending.indices { flush(pending[index]) }
            pending.removeAll(keepingCapacity: true)
        }
        readBuffer.reset()
        if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
    }

    /// What has become of the datagrams since the last call.
    mutating func takeNews() -> (refused: Int, narrowed: [(peer: Endpoint, socket: Int)]) {
        defer {
            refused = 0
            narrowed.removeAll(keepingCapacity: true)
        }
        return (refused, narrowed)
    }

    /// Whether there is any; nearly never.
    var hasNews: Bool { refused > 0 || !narrowed.isEmpty }

    private mutating func flush(_ socket: Int) {
        let queue = queues[socket]
        guard queue.isPending else { return }
        refused += queue.flush()
        for index in 0..<queue.narrowPaths { narrowed.append((queue.narrowPath(index), socket)) }
        if segments && queue.segmentationFailed { segments = false }
    }
}
