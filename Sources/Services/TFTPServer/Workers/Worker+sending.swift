internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Queues the OACK.
    mutating func sendOptions(_ slot: Int) {
        queue(.optionAcknowledgement(sessions[slot].options), on: sessions[slot].route)
    }

    /// Queues an ERROR, except to ports where no client lives.
    ///
    /// - Parameters:
    ///   - code: The error code.
    ///   - message: A fixed text.
    ///   - arrival: The packet that is answered.
    ///   - socket: Where it came in.
    mutating func sendError(_ code: ErrorCode, _ message: String, to arrival: DatagramArrival, _ socket: Int) {
        guard arrival.peer.port >= Self.firstUnprivilegedPort || state.settings.answersPrivilegedPorts else { return }
        queue(.error(code, message), on: route(back: arrival, socket))
    }

    /// Queues a short packet.
    mutating func queue(_ packet: ServerPacket, on route: Route) {
        guard !packet.isTruncated else { return }
        let queue = outbox.queue(of: route.socket, pieces: 1, copied: packet.count)
        queue.begin(on: route)
        packet.withSpan { queue.copy($0) }
    }

    /// The way back for what arrived on a socket.
    func route(back arrival: DatagramArrival, _ socket: Int) -> Route {
        let local = sockets[socket].isBoundToOneAddress ? .none : arrival.local
        return Route(socket: socket, peer: arrival.peer, local: local, interface: arrival.interface)
    }

    /// Queues blocks of a transfer; ends it when its file has changed.
    mutating func sendBlocks(_ blocks: ClosedRange<UInt64>, _ slot: Int) {
        let shape = sessions.withContent(in: slot) { $0.shape }
        if shape.isFile, sessions[slot].content.file?.isUnchanged == false {
            fail(slot, "The file has changed", reason: .fileChanged)
            return
        }
        // A mapped file is looked at before its blocks go out, so that the next look shows what was written meanwhile; of the
        // last blocks there is none, and they are read and then looked at.
        let isRead = !shape.isPinned || shape.isFile && blocks.upperBound == sessions[slot].transfer.lastBlock
        var first = blocks.lowerBound
        while first <= blocks.upperBound {
            // The kernel cuts no window into what it would have to cut up further.
            let atOnce =
                sessions[slot].path.isNarrow ? 1 : blocksAtOnce(Int(sessions[slot].blockSize), shape.pieceCount)
            let last = min(blocks.upperBound, first + atOnce - 1)
            if !isRead {
                sendPinned(first...last, shape, slot)
            } else if !sendFile(first...last, shape.length, slot) {
                fail(slot, "The file has changed", reason: .fileChanged)
                return
            }
            first = last + 1
        }
    }

    /// How many blocks go into one message: as many as the kernel cuts apart again.
    private func blocksAtOnce(_ blockSize: Int, _ pieces: Int) -> UInt64 {
        guard outbox.segments && pieces <= Self.mostPiecesSegmented else { return 1 }
        let fitting = OutgoingQueue.mostOctets / (blockSize + PacketLayout.dataHeaderBytes)
        return UInt64(max(1, min(fitting, OutgoingQueue.mostSegments)))
    }

    private mutating func sendPinned(_ blocks: ClosedRange<UInt64>, _ shape: PinnedContent.Shape, _ slot: Int) {
        // Headers, and the pieces cut apart at the borders between blocks.
        let queue = beginData(blocks, pieces: 2 * blocks.count + shape.pieceCount, slot)
        let blockSize = Int(sessions[slot].blockSize)
        sessions.withContent(in: slot) { content in
            for block in blocks {
                let header = ServerPacket.dataHeader(block: block)
                queue.copy(header.span)
                let range = Self.octets(of: block, blockSize, shape.length)
                unsafe content.forEachPiece(of: range) { unsafe queue.refer($0, isMapped: shape.isFile) }
            }
        }
    }

    /// Reads blocks of a file and queues them; `false` when it has changed.
    private mutating func sendFile(_ blocks: ClosedRange<UInt64>, _ length: Int, _ slot: Int) -> Bool {
        // What is neither pinned nor a file does not exist.
        guard let file = sessions[slot].content.file else { return true }
        let blockSize = Int(sessions[slot].blockSize)
        let start = Self.octets(of: blocks.lowerBound, blockSize, length).lowerBound
        let end = Self.octets(of: blocks.upperBound, blockSize, length).upperBound
        guard let bytes = unsafe outbox.read(file, start..<end) else { return false }
        let queue = beginData(blocks, pieces: 2 * blocks.count, slot)
        for block in blocks {
            let header = ServerPacket.dataHeader(block: block)
            queue.copy(header.span)
            let range = Self.octets(of: block, blockSize, length)
            unsafe queue.refer(
                UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound - start..<range.upperBound - start]),
                isMapped: false
            )
        }
        return true
    }

    /// Begins a message for blocks, making room for it first.
    private mutating func beginData(_ blocks: ClosedRange<UInt64>, pieces: Int, _ slot: Int) -> OutgoingQueue {
        let socket = sessions[slot].route.socket
        let queue = outbox.queue(of: socket, pieces: pieces, copied: blocks.count * PacketLayout.dataHeaderBytes)
        let block = Int(sessions[slot].blockSize) + PacketLayout.dataHeaderBytes
        let mayBeFragmented = sessions[slot].path.mayBeFragmented
        queue.begin(
            on: sessions[slot].route,
            segment: blocks.count > 1 ? UInt16(clamping: block) : 0,
            mayBeFragmented: mayBeFragmented
        )
        if mayBeFragmented { counters.add(blocks.count, to: .divisibleBlocks) }
        return queue
    }

    private static func octets(of block: UInt64, _ blockSize: Int, _ length: Int) -> Range<Int> {
        let start = min(Int(block - 1) * blockSize, length)
        return start..<min(start + blockSize, length)
    }

    /// Ports below are those of servers (RFC 6335 section 6).
    private static var firstUnprivilegedPort: UInt16 { 1_024 }

    /// Content of more pieces goes out block by block: with its headers it might not fit one message (UIO_MAXIOV).
    private static var mostPiecesSegmented: Int { 500 }
}
