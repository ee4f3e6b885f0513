import CDatagram
import Glibc

/// Many TFTP clients of a server on 127.0.0.1, driven by one thread over one socket.
///
/// Each client has an address of its own in 127.64.0.0/10, which the shared socket sends from (IP_PKTINFO), so that the
/// server sees as many clients in as many networks. They fetch in lock step with 512-octet blocks, and ask again after
/// a second without an answer.
public final class ClientSwarm {
    /// A file that has arrived whole, or a request that was refused.
    public struct Finished {
        /// The client, counted from 0.
        public var client: Int
        /// The file's name.
        public var name: String
        /// What arrived.
        public var bytes: [UInt8]
        /// The code of the ERROR that ended it.
        public var error: Int?
    }

    private struct Client {
        var name = ""
        /// The server's port for this transfer; `nil` until its first answer.
        var port: UInt16?
        var bytes: [UInt8] = []
        /// The last block that came.
        var block = 0
        var isActive = false
        var spokeAt: UInt64 = 0
    }

    /// 127.64.0.0.
    private static let firstAddress: UInt64 = 0x7F40_0000
    private static let batch: UInt32 = 64
    /// Requests without a first answer at a time: fewer than the smallest receive buffer holds.
    private static let openingAtOnce = 200
    /// Held acknowledgements in one step.
    private static let resumedAtOnce = 64
    private static let patience: UInt64 = 1_000_000

    /// Options of every request, names and values in turn.
    public var options: [String] = []
    /// While it is set, nobody acknowledges a block: every transfer stands still after its first.
    public var isHolding = false {
        didSet { if !isHolding { held = clients.indices.filter { clients[$0].isActive && clients[$0].block > 0 } } }
    }
    /// Packets that were sent again.
    public private(set) var repeats = 0

    private let server: UInt16
    private let descriptor: CInt
    private let poller: CInt
    private let receiver: OpaquePointer
    private let sender: OpaquePointer
    private var clients: [Client]
    private var waiting: [Int] = []
    private var held: [Int] = []
    private var opening = 0
    private var checkedAt: UInt64 = 0
    private var finished: [Finished] = []

    /// Clients of the server on that port of 127.0.0.1; `nil` when the system refuses.
    public init?(server: UInt16, clients count: Int) {
        self.server = server
        clients = Array(repeating: Client(), count: count)
        descriptor = datagram_open(datagram_reach_4)
        poller = datagram_poller_open()
        var everywhere = datagram_address(high: 0, low: 0, scope: 0, port: 0, family: 4)
        guard descriptor >= 0, poller >= 0, datagram_bind(descriptor, datagram_reach_4, &everywhere) == 0,
            datagram_prepare(descriptor, datagram_reach_4, true) == 0, datagram_poller_add(poller, descriptor, 0) == 0,
            let receiver = datagram_receiver_create(Self.batch, 2_048),
            let sender = datagram_sender_create(datagram_reach_4, Self.batch, Self.batch, Self.batch * 512)
        else { return nil }
        _ = datagram_receive_buffer(descriptor, 32 << 20)
        self.receiver = receiver
        self.sender = sender
    }

    deinit {
        datagram_receiver_destroy(receiver)
        datagram_sender_destroy(sender)
        close(poller)
        close(descriptor)
    }

    /// Clients whose first block has come.
    public private(set) var begun = 0

    /// A client, which must have finished what it did, asks for a file from its beginning.
    public func fetch(_ name: String, by client: Int) {
        if clients[client].block > 0 { begun -= 1 }
        clients[client] = Client(name: name, isActive: true)
        waiting.append(client)
    }

    /// Sends what is due, and takes in what arrives within so many milliseconds.
    ///
    /// - Returns: What was finished.
    public func step(milliseconds: Int = 10) -> [Finished] {
        let now = Self.now()
        openMore(now)
        resumeMore(now)
        repeatForgotten(now)
        datagram_sender_flush(sender, descriptor)
        var event = datagram_event()
        if datagram_poller_wait(poller, &event, 1, CInt(milliseconds)) > 0 {
            if event.has_error {
                var failure = datagram_failure()
                while datagram_next_failure(descriptor, &failure) > 0 {}
            }
            let count = max(0, Int(datagram_receiver_receive(receiver, descriptor)))
            for index in 0..<count { received(datagram_receiver_message(receiver, UInt32(index)).pointee, Self.now()) }
        }
        openMore(now)
        datagram_sender_flush(sender, descriptor)
        defer { finished.removeAll() }
        return finished
    }

    private func openMore(_ now: UInt64) {
        while opening < Self.openingAtOnce, let client = waiting.popLast() {
            opening += 1
            ask(client, now)
        }
    }

    private func ask(_ client: Int, _ now: UInt64) {
        clients[client].spokeAt = now
        let fields = [clients[client].name, "octet"] + options
        send([0, 1] + fields.flatMap { Array($0.utf8) + [0] }, from: client, to: server)
    }

    private func acknowledge(_ client: Int, _ now: UInt64) {
        clients[client].spokeAt = now
        guard let port = clients[client].port else { return }
        let block = clients[client].block
        send([0, 4, UInt8(block >> 8 & 255), UInt8(block & 255)], from: client, to: port)
    }

    private func resumeMore(_ now: UInt64) {
        for _ in 0..<Self.resumedAtOnce {
            guard let client = held.popLast() else { return }
            if clients[client].isActive && clients[client].block == 1 { acknowledge(client, now) }
        }
    }

    private func repeatForgotten(_ now: UInt64) {
        guard now >= checkedAt + Self.patience / 4 else { return }
        checkedAt = now
        for client in clients.indices where clients[client].isActive && now >= clients[client].spokeAt + Self.patience {
            if clients[client].spokeAt == 0 || isHolding && clients[client].block > 0 { continue }
            repeats += 1
            if clients[client].port == nil { ask(client, now) } else { acknowledge(client, now) }
        }
    }

    private func received(_ datagram: datagram_received, _ now: UInt64) {
        let index = Int(datagram.local.low &- Self.firstAddress)
        guard clients.indices.contains(index), clients[index].isActive, datagram.count >= 4 else { return }
        let bytes = UnsafeBufferPointer(start: datagram.bytes, count: Int(datagram.count))
        let number = Int(bytes[2]) << 8 | Int(bytes[3])
        if bytes[1] == 5 {
            failed(index, code: number, from: datagram.peer.port, now)
            return
        }
        guard clients[index].port ?? datagram.peer.port == datagram.peer.port else { return }
        switch bytes[1] {
        case 6 where clients[index].block == 0:
            answered(index, by: datagram.peer.port)
            acknowledge(index, now)
        case 3 where number == (clients[index].block + 1) & 0xFFFF:
            answered(index, by: datagram.peer.port)
            if clients[index].block == 0 { begun += 1 }
            clients[index].block += 1
            clients[index].bytes += bytes.dropFirst(4)
            if !isHolding || clients[index].block > 1 { acknowledge(index, now) }
            if bytes.count < 516 { finish(index, error: nil) }
        case 3 where number == clients[index].block & 0xFFFF && !isHolding:
            acknowledge(index, now)
        default:
            break
        }
    }

    private func answered(_ client: Int, by port: UInt16) {
        guard clients[client].port == nil else { return }
        opening -= 1
        clients[client].port = port
    }

    /// An ERROR 5 says that the server has given this client up: it begins anew.
    private func failed(_ client: Int, code: Int, from port: UInt16, _ now: UInt64) {
        if code == 5 {
            if clients[client].port == port { fetch(clients[client].name, by: client) }
        } else {
            answered(client, by: port)
            finish(client, error: code)
        }
    }

    private func finish(_ client: Int, error: Int?) {
        clients[client].isActive = false
        let (name, bytes) = (clients[client].name, clients[client].bytes)
        finished.append(Finished(client: client, name: name, bytes: bytes, error: error))
    }

    private func send(_ bytes: [UInt8], from client: Int, to port: UInt16) {
        if !datagram_sender_has_room(sender, 1, UInt32(bytes.count)) { datagram_sender_flush(sender, descriptor) }
        var to = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: port, family: 4)
        let address = Self.firstAddress + UInt64(client)
        var from = datagram_address(high: 0, low: address, scope: 0, port: 0, family: 4)
        datagram_sender_begin(sender, &to, &from, 0, 0)
        datagram_sender_copy(sender, bytes, UInt32(bytes.count))
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }
}
