internal import Platform
internal import Serving
internal import TFTP

/// One fetch of the server's own: in lock-step, with the options of a newer phone.
struct ProbeFetch {
    /// What is asked for: what an Ethernet frame carries with room for tunnels, as newer phones do.
    private static let blockSize = 1_428
    /// Silence before the last packet is sent again, in milliseconds. Our own choice, on one host.
    private static let interval = 1_000
    /// How often it is sent. Our own choice: a server that is silent for so long is silent to phones.
    private static let attempts = 5
    /// The longest file; phones' files have some ten thousand octets. Our own bound.
    private static let maximumBytes = 64 << 20

    private let server: Endpoint
    private var transfer: Endpoint?
    private var blocks = BlockReceiver()
    private var contents: [UInt8] = []
    private var packet: [UInt8] = []
    private var outcome: FileProbe.Outcome?

    /// A fetch of the named file from the server's port of requests.
    init(_ name: String, from server: Endpoint) {
        self.server = server
        ClientDatagram.appendRequest(asking: [(.blockSize, Self.blockSize), (.transferSize, 0)], to: &packet) {
            $0.append(contentsOf: name.utf8)
        }
    }

    /// Fetches, for at most some seconds.
    mutating func run(_ socket: ProbeSocket) -> FileProbe.Outcome {
        let receiver: DatagramReceiver
        do throws(SystemFailure) { receiver = try DatagramReceiver() } catch { return .unsent(error.text) }
        var attempts = 0
        while attempts < Self.attempts {
            attempts += 1
            // One that the kernel would not take is sent again, as one that is lost.
            _ = socket.send(packet, to: transfer ?? server)
            while outcome == nil, socket.wait(milliseconds: Self.interval) {
                var isAnswered = false
                for index in 0..<socket.receive(receiver)
                where arrived(receiver.bytes(index), from: receiver.peer(index)) {
                    isAnswered = true
                }
                guard isAnswered else { continue }
                attempts = 1
                _ = socket.send(packet, to: transfer ?? server)
            }
            if let outcome { return outcome }
        }
        return .silent
    }

    /// Takes a datagram; `true` when there is something to send for it.
    private mutating func arrived(_ bytes: Span<UInt8>, from peer: Endpoint) -> Bool {
        // Others may send to the port, too; a transfer has one port of the server's from its first packet on.
        guard outcome == nil, peer.address == server.address, transfer.map({ $0.matches(peer) }) ?? true else {
            return false
        }
        switch ServerReply(bytes) {
        case .error(let code):
            outcome = .refused(code: Int(code))
            return false
        case .options(let blockSize, let transferSize):
            guard blocks.isEmpty,
                let agreed = BlockReceiver(blockSize: blockSize, transferSize: transferSize, asked: Self.blockSize)
            else { return fail() }
            blocks = agreed
            transfer = peer
            acknowledge()
            return true
        case .data(let block, let count):
            let verdict = blocks.take(block, count: count)
            if verdict == .next || verdict == .last {
                transfer = peer
                for index in bytes.count - count..<bytes.count { contents.append(bytes[index]) }
                acknowledge()
            }
            switch verdict {
            case .next: if contents.count > Self.maximumBytes { return fail() }
            case .last: outcome = .fetched(contents)
            case .repeated: break
            case .unexpected: return false
            case .invalid: return fail()
            }
            return true
        case .malformed:
            return fail()
        }
    }

    private mutating func acknowledge() {
        packet = []
        ClientDatagram.appendAcknowledgement(blocks.acknowledgement, to: &packet)
    }

    private mutating func fail() -> Bool {
        outcome = .malformed
        packet = []
        ClientDatagram.appendError(.undefined, to: &packet)
        return transfer != nil
    }
}
