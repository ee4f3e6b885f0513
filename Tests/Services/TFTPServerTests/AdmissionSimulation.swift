import Platform

@testable import TFTPServer

/// Requests played against the admission of some workers, with a clock and a network of its own: everything that a worker
/// would do with sockets and timers, packet by packet.
///
/// Time is in microseconds. Nothing is lost on the way, so whatever does not arrive was not sent.
struct AdmissionSimulation: Sendable {
    /// A phone that wants a file, or a forger's request in somebody's name.
    struct Client {
        var peer: Endpoint
        var name: UInt64
        /// How long a packet and its acknowledgement take; none when nobody is there.
        var roundTrip: UInt64?
        /// How often it asks, and how long it waits between.
        var tries = 1
        var patience: UInt64 = 4_000_000
        /// When it first asks.
        var start: UInt64
        /// How often it has asked.
        fileprivate(set) var asked = 0
        /// When its file's first acknowledgement reached the server.
        fileprivate(set) var heardAt: UInt64?
    }

    private enum Event {
        case request(Int)
        case acknowledgement(Int, transfer: Int)
        case timer(Int, transfer: Int)
        case look
    }

    private struct Session {
        var client: Int
        /// A number of its own, for slots are used again.
        var transfer: Int
        var isHeld: Bool
        var resends = 0
        var beganAt: UInt64
    }

    private struct Worker {
        var admission: Admission
        var sessions: [Session?] = []
        var free: [Int] = []
        var slots: [Int: Int] = [:]
        var nextLook: UInt64?
    }

    /// Packets to each address, by time.
    private(set) var packets: [Address: [UInt64]] = [:]
    /// Transfers that made way.
    private(set) var crowdedOut = 0
    /// The ones that were asked for, in the order they were added.
    private(set) var clients: [Client] = []
    private var workers: [Worker]
    private var queue = TimeQueue<(worker: Int, event: Event)>()
    private var transfers = 0
    private var now: UInt64 = 0

    init(workers count: Int = 1, _ change: (inout TFTPServerSettings) -> Void = { _ in }) {
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.workers = count
        change(&settings)
        workers = (0..<count).map { _ in Worker(admission: Admission(settings, now: 0)) }
    }

    mutating func add(_ client: Client) {
        clients.append(client)
        queue.add((worker(of: client), .request(clients.count - 1)), at: client.start)
    }

    /// Plays everything to its end.
    mutating func run() {
        while let (time, item) = queue.next() {
            now = time
            switch item.event {
            case .request(let client): request(client, item.worker)
            case .acknowledgement(let slot, let transfer): acknowledge(slot, transfer, item.worker)
            case .timer(let slot, let transfer): timer(slot, transfer, item.worker)
            case .look: look(item.worker)
            }
            watch(item.worker)
        }
    }

    /// As the kernel shares requests out.
    private func worker(of client: Client) -> Int {
        Int((client.peer.low &* 31 &+ UInt64(client.peer.port) &* 0x9E37_79B9) >> 7 % UInt64(workers.count))
    }

    private func key(_ client: Int) -> Admission.Key {
        Admission.Key(peer: clients[client].peer, name: clients[client].name, isFile: false)
    }

    private mutating func request(_ client: Int, _ worker: Int) {
        guard clients[client].heardAt == nil else { return }
        clients[client].asked += 1
        if clients[client].asked < clients[client].tries {
            queue.add((worker, .request(client)), at: now + clients[client].patience)
        }
        if let slot = workers[worker].slots[client] {
            // The same request again.
            guard workers[worker].sessions[slot]?.isHeld == false,
                workers[worker].admission.maySend(.answer, to: clients[client].peer, now: now)
            else { return }
            send(slot, worker)
            return
        }
        while true {
            switch workers[worker].admission.room(for: key(client)) {
            case .free:
                open(client, worker)
                return
            case .after(let slot):
                crowdedOut += 1
                close(slot, worker)
            case .none:
                return
            }
        }
    }

    private mutating func open(_ client: Int, _ worker: Int) {
        transfers += 1
        let slot = workers[worker].free.popLast() ?? workers[worker].sessions.count
        if slot == workers[worker].sessions.count { workers[worker].sessions.append(nil) }
        let mayGo = workers[worker].admission.opened(slot, key(client), now: now)
        workers[worker].sessions[slot] = Session(client: client, transfer: transfers, isHeld: !mayGo, beganAt: now)
        workers[worker].slots[client] = slot
        if mayGo { begin(slot, worker) } else { set(7_000_000, slot, worker) }
    }

    private mutating func begin(_ slot: Int, _ worker: Int) {
        transfers += 1
        workers[worker].sessions[slot]?.transfer = transfers
        workers[worker].sessions[slot]?.isHeld = false
        workers[worker].sessions[slot]?.beganAt = now
        send(slot, worker)
        set(1_000_000, slot, worker)
    }

    private mutating func send(_ slot: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot] else { return }
        let client = clients[session.client]
        packets[client.peer.address, default: []].append(now)
        guard let roundTrip = client.roundTrip else { return }
        queue.add((worker, .acknowledgement(slot, transfer: session.transfer)), at: now + roundTrip)
    }

    private mutating func set(_ interval: UInt64, _ slot: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot] else { return }
        queue.add((worker, .timer(slot, transfer: session.transfer)), at: now + interval)
    }

    private mutating func acknowledge(_ slot: Int, _ transfer: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot], session.transfer == transfer else { return }
        clients[session.client].heardAt = now
        workers[worker].admission.heard(slot, key(session.client), now: now)
        forget(slot, worker)
        while let next = workers[worker].admission.release(at: clients[session.client].peer, now: now) {
            begin(next, worker)
        }
    }

    private mutating func timer(_ slot: Int, _ transfer: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot], session.transfer == transfer else { return }
        guard !session.isHeld, session.resends < 2, now < session.beganAt + 30_000_000 else {
            return close(slot, worker)
        }
        guard workers[worker].admission.maySend(.resend, to: clients[session.client].peer, now: now) else {
            return set(500_000, slot, worker)
        }
        workers[worker].sessions[slot]?.resends += 1
        send(slot, worker)
        set(1_000_000 << UInt64(session.resends + 1), slot, worker)
    }

    private mutating func look(_ worker: Int) {
        workers[worker].nextLook = nil
        for slot in workers[worker].admission.releaseDue(now: now) { begin(slot, worker) }
    }

    private mutating func watch(_ worker: Int) {
        guard let look = workers[worker].admission.nextLook, workers[worker].nextLook == nil else { return }
        workers[worker].nextLook = look
        queue.add((worker, .look), at: max(look, now))
    }

    private mutating func close(_ slot: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot] else { return }
        workers[worker].admission.closed(slot, key(session.client))
        forget(slot, worker)
    }

    private mutating func forget(_ slot: Int, _ worker: Int) {
        guard let session = workers[worker].sessions[slot] else { return }
        workers[worker].slots[session.client] = nil
        workers[worker].sessions[slot] = nil
        workers[worker].free.append(slot)
    }
}

/// What is to happen, the earliest first and what is due together in the order it was added.
private struct TimeQueue<Item: Sendable>: Sendable {
    private var heap: [(time: UInt64, number: Int, item: Item)] = []
    private var added = 0

    mutating func add(_ item: Item, at time: UInt64) {
        heap.append((time, added, item))
        added += 1
        var child = heap.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (UInt64, Item)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return (first.time, first.item) }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
                least = child
            }
            guard least != parent else { return (first.time, first.item) }
            heap.swapAt(least, parent)
            parent = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
    }
}
