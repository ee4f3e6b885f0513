internal import CDatagram
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
    mutating func sendError(_ code: ErrorCode, _ message: String, to arrival: Arrival, _ socket: Int) {
        guard arrival.peer.port >= Self.firstUnprivilegedPort || state.settings.answersPrivilegedPorts else { return }
        queue(.error(code, message), on: route(back: arrival, socket))
    }

    /// Queues a short packet.
    mutating func queue(_ packet: ServerPacket, on route: Route) {
        guard !packet.isTruncated else { return }
        let socket = sockets[route.socket]
        if !socket.hasRoom(pieces: 1, copied: packet.count) { flush(socket) }
        socket.begin(on: route)
        packet.withSpan { socket.copy($0) }
    }

    /// The way back for what arrived on a socket.
    func route(back arrival: Arrival, _ socket: Int) -> Route {
        let local = sockets[socket].isBoundToOneAddress ? .none : arrival.local
        return Route(socket: socket, peer: arrival.peer, local: local, interface: arrival.interface)
    }

    /// Queues blocks of a transfer; ends it when its file has changed.
    mutating func sendBlocks(_ blocks: ClosedRange<UInt64>, _ slot: Int) {
        let content = sessions[slot].content
        if content.isFile, content.file?.isUnchanged == false {
            fail(slot, "The file has changed", reason: .fileChanged)
            return
        }
        let blockSize = Int(sessions[slot].blockSize)
        // A mapped file is looked at before its blocks go out, so that the next look shows what was written meanwhile; of the
        // last blocks there is none, and they are read and then looked at.
        let isPinned = content.isPinned && !(content.isFile && blocks.upperBound == sessions[slot].transfer.lastBlock)
        var first = blocks.lowerBound
        while first <= blocks.upperBound {
            let last = min(blocks.upperBound, first + blocksAtOnce(blockSize, content.pieceCount) - 1)
            if isPinned {
                sendPinned(content, first...last, blockSize, slot)
            } else if let file = content.file, !sendFile(file, content.length, first...last, blockSize, slot) {
                fail(slot, "The file has changed", reason: .fileChanged)
                return
            }
            first = last + 1
        }
    }

    /// How many blocks go into one message: as many as the kernel cuts apart again.
    private func blocksAtOnce(_ blockSize: Int, _ pieces: Int) -> UInt64 {
        guard segments && pieces <= Self.mostPiecesSegmented else { return 1 }
        let fitting = Int(datagram_maximum_payload) / (blockSize + PacketLayout.dataHeaderBytes)
        return UInt64(max(1, min(fitting, Int(datagram_maximum_segments))))
    }

    private mutating func sendPinned(
        _ content: PinnedContent,
        _ blocks: ClosedRange<UInt64>,
        _ blockSize: Int,
        _ slot: Int
    ) {
        // Headers, and the pieces cut apart at the borders between blocks.
        let socket = beginData(blocks, pieces: 2 * blocks.count + content.pieceCount, blockSize, slot)
        for block in blocks {
            let header = ServerPacket.dataHeader(block: block)
            socket.copy(header.span)
            let range = Self.octets(of: block, blockSize, content.length)
            let isMapped = content.isFile
            unsafe content.forEachPiece(of: range) { unsafe socket.refer($0, isMapped: isMapped) }
        }
    }

    private mutating func sendFile(
        _ file: OpenFile,
        _ length: Int,
        _ blocks: ClosedRange<UInt64>,
        _ blockSize: Int,
        _ slot: Int
    ) -> Bool {
        let start = Self.octets(of: blocks.lowerBound, blockSize, length).lowerBound
        let end = Self.octets(of: blocks.upperBound, blockSize, length).upperBound
        if end - start > readBuffer.room { flush() }
        guard let bytes = unsafe readBuffer.read(file, start..<end) else { return false }
        let socket = beginData(blocks, pieces: 2 * blocks.count, blockSize, slot)
        for block in blocks {
            let header = ServerPacket.dataHeader(block: block)
            socket.copy(header.span)
            let range = Self.octets(of: block, blockSize, length)
            unsafe socket.refer(
                UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound - start..<range.upperBound - start]),
                isMapped: false
            )
        }
        return true
    }

    /// Begins a message for blocks, making room for it first.
    private mutating func beginData(
        _ blocks: ClosedRange<UInt64>,
        pieces: Int,
        _ blockSize: Int,
        _ slot: Int
    ) -> DatagramSocket {
        let route = sessions[slot].route
        let socket = sockets[route.socket]
        if !socket.hasRoom(pieces: pieces, copied: blocks.count * PacketLayout.dataHeaderBytes) { flush(socket) }
        let segment = blocks.count > 1 ? UInt16(clamping: blockSize + PacketLayout.dataHeaderBytes) : 0
        socket.begin(on: route, segment: segment)
        return socket
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
