internal import CDatagram
internal import Platform
internal import Serving
internal import TFTP

/// One thread's share of the server: its sockets, its open transfers, its timers.
///
/// It waits, receives in batches, lets the transfers decide, and sends in batches.
struct Worker: ~Copyable {
    /// ERROR packets a second, of all workers, to packets that belong to no transfer; they are a courtesy. Each worker has
    /// its share, so that no packet takes a lock.
    private static let strayErrorsPerSecond = 100
    /// ECONNREFUSED: nobody listens on the client's port.
    private static let connectionRefused: CInt = 111

    /// How long a busy worker goes between two looks at the kernel's drop counters, in microseconds.
    private static let dropsInterval: UInt64 = 1_000_000

    /// How long an open file is kept for a client that has not answered, when no more files can be opened, in microseconds.
    /// A client that is there answers within its round trip. Our own bound.
    static let longestUnansweredFile: UInt64 = 1_000_000
    /// How long between two looks for such transfers, in microseconds: each goes through all. Our own choice.
    static let closingInterval: UInt64 = 100_000

    /// How long timers wait for packets to be read, in microseconds; then what is due is sent all the same.
    private static let longestBehind: UInt64 = 500_000

    /// Slots that address space is set aside for; memory is taken when they are used.
    private static let reservedSessions = 65_536

    let state: ServerState
    let counters: WorkerCounters
    var sockets: [DatagramSocket]
    let readBuffer = ReadBuffer()

    var rotation: TransferSocketRotation
    var ports: PortExchange
    var sessions: SessionTable
    var admission: Admission
    var timers: TimerWheel
    var blockSizes = LinkBlockSizes()
    var roundTrips = NetworkRoundTrips()
    var narrowPaths = NarrowPaths()
    var recentlyEnded: EndedTransfers
    var strayErrors: TokenBucket
    var jitter = JitterSource()
    var now: UInt64
    var segments: Bool
    /// What ended transfers had queued may still point into their content; it goes after the flush.
    var ended: [PinnedContent] = []

    /// The sockets' queues, and which of them have datagrams waiting.
    var queues: ContiguousArray<OutgoingQueue>
    private var pending: ContiguousArray<Int> = []
    private let receiver: DatagramReceiver
    private let mailbox: Mailbox
    private let fed: [Int: [(mailbox: Mailbox, group: Int)]]
    private let wakeUp: WakeUp
    let poller: Poller
    private var isListening = true
    private var dropsCountedAt: UInt64
    private var timersFiredAt: UInt64
    /// Whether more was waiting on some socket than could be read at once.
    private var isBehind = false
    private var hasReceived = false
    /// When transfers of clients that do not answer were last given up for want of descriptors.
    var unansweredFilesClosedAt: UInt64 = 0
    private var gathering = Gathering()
    /// Packets read since the worker last waited.
    private var received = 0
    /// The slots that a batch's transfers are in, most likely.
    private var guesses = ContiguousArray<Int?>(repeating: nil, count: Int(DatagramReceiver.batch))

    init(state: ServerState, counters: WorkerCounters, sockets: WorkerSockets) {
        self.state = state
        self.counters = counters
        self.sockets = sockets.sockets
        queues = ContiguousArray(sockets.sockets.map(\.outgoing))
        receiver = sockets.receiver
        mailbox = sockets.mailbox
        fed = Dictionary(uniqueKeysWithValues: sockets.groups.filter { !$0.fed.isEmpty }.map { ($0.listener, $0.fed) })
        wakeUp = sockets.wakeUp
        poller = sockets.poller
        now = MonotonicClock.now()
        dropsCountedAt = now
        timersFiredAt = now
        rotation = TransferSocketRotation(sockets.groups)
        recentlyEnded = EndedTransfers(for: UInt64(max(0, state.settings.latePacketMilliseconds)) * 1_000)
        ports = PortExchange(sockets.groups.map(\.port), state.settings, now: now)
        sessions = SessionTable(capacity: min(state.settings.maximumTransfers, Self.reservedSessions))
        admission = Admission(state.settings, now: now)
        timers = TimerWheel(now: now)
        let share = max(1, Self.strayErrorsPerSecond / max(1, state.settings.workers))
        strayErrors = TokenBucket(perSecond: share, now: now)
        segments = state.settings.segmentationOffload
    }

    /// Serves until it is told to drain and the last transfer has ended.
    mutating func run() {
        while !isDone {
            if gathering.isWorthwhile(openTransfers: sessions.count) {
                MonotonicClock.pause(microseconds: Gathering.pauseMicroseconds)
            }
            let ready = poller.wait(milliseconds: waitMilliseconds)
            now = MonotonicClock.now()
            isBehind = false
            received = 0
            // Acknowledgements before requests: under overload, those who have begun finish.
            for index in 0..<ready { handle(event: index, requests: false) }
            for index in 0..<ready { handle(event: index, requests: true) }
            gathering.wereRead(received, now: now)
            fireTimers()
            flush()
            if now >= ports.nextLook { lookAfterPorts() }
            if now >= dropsCountedAt + Self.dropsInterval { countDrops() }
        }
        flush()
        countDrops()
    }

    /// Fires what is due, unless packets are still waiting to be read: the acknowledgement that a timer misses may be one
    /// of them, and a resend would only make the queue longer.
    private mutating func fireTimers() {
        guard !isBehind || now >= timersFiredAt + Self.longestBehind else { return }
        timersFiredAt = now
        while let slot = timers.next(now: now) { timerFired(slot) }
        releaseHeld()
    }

    private mutating func countDrops() {
        dropsCountedAt = now
        hasReceived = false
        let new = sockets.reduce(0) { $0 + $1.newDrops() }
        if new > 0 { counters.add(new, to: .receiveQueueDrops) }
    }

    private mutating func handle(event index: Int, requests: Bool) {
        let (tag, hasError) = poller.event(index)
        guard tag != Poller.wakeUp else {
            if requests { readMailbox() }
            return
        }
        guard tag < UInt64(sockets.count) else { return }
        let socket = Int(tag)
        guard sockets[socket].role.takesRequests == requests else { return }
        if hasError { readFailures(socket) }
        if requests { rotation.advance(now: now) }
        receive(socket)
    }

    private mutating func receive(_ socket: Int) {
        let receiver = receiver
        let role = sockets[socket].role
        let count = receiver.receive(sockets[socket].descriptor)
        hasReceived = true
        received += count
        if count == DatagramReceiver.batch { isBehind = true }
        let isBoth = role.takesRequests && role.carriesTransfers
        if role.carriesTransfers { findTransfers(count, receiver) }
        for index in 0..<count {
            let packet = ClientPacket(receiver.bytes(index))
            if !isBoth || !packet.isRequest { datagramArrived(packet, index, receiver, socket, role) }
        }
        guard isBoth else { return }
        for index in 0..<count {
            let packet = ClientPacket(receiver.bytes(index))
            if packet.isRequest { datagramArrived(packet, index, receiver, socket, role) }
        }
    }

    /// Looks at the transfers of a whole batch first, so that their memory is on its way while the first is handled.
    private mutating func findTransfers(_ count: Int, _ receiver: DatagramReceiver) {
        if count > 1 {
            for index in 0..<count { sessions.expectPlace(of: receiver.peer(index)) }
        }
        for index in 0..<count {
            guesses[index] = sessions.expectSession(of: receiver.peer(index))
            if let slot = guesses[index] { timers.expect(slot) }
        }
        guard count > 1 else { return }
        for index in 0..<count {
            if let slot = guesses[index] { sessions.expectContent(in: slot) }
        }
        for index in 0..<count {
            if let slot = guesses[index] { sessions.expectOctets(in: slot) }
        }
    }

    /// Takes the requests that other workers left.
    private mutating func readMailbox() {
        wakeUp.clear()
        let requests = mailbox.takeAll()
        if !requests.isEmpty { rotation.advance(now: now) }
        for request in requests {
            let bytes = request.bytes.span
            requestArrived(ClientPacket(bytes), bytes, request.arrival, rotation.answering(group: request.group))
        }
    }

    /// Hands a request to the worker whose turn its client is; `false` when that is this one.
    private func handOver(_ bytes: Span<UInt8>, _ arrival: Arrival, _ others: [(mailbox: Mailbox, group: Int)]) -> Bool
    {
        var hasher = Hasher()
        hasher.combine(arrival.peer.address)
        hasher.combine(arrival.peer.port)
        let turn = Int(UInt(bitPattern: hasher.finalize()) % UInt(others.count + 1))
        guard turn < others.count else { return false }
        let copy = [UInt8](capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
        let request = Mailbox.Request(bytes: copy, arrival: arrival, group: others[turn].group)
        if !others[turn].mailbox.post(request) { counters.add(to: .droppedBacklog) }
        return true
    }

    private mutating func datagramArrived(
        _ packet: ClientPacket,
        _ index: Int,
        _ receiver: DatagramReceiver,
        _ socket: Int,
        _ role: DatagramSocket.Role
    ) {
        let peer = receiver.peer(index)
        // Nobody can be answered there; the kernel would refuse it.
        guard peer.port != 0 else {
            counters.add(to: .malformed)
            return
        }
        // RFC 1123 section 4.2.3.5; and each worker gets its own, so that one request would be answered by all.
        guard !receiver.wasToGroup(index) else {
            counters.add(to: .droppedBroadcast)
            return
        }
        if role.takesRequests && packet.isRequest {
            let arrival = receiver.arrival(index)
            if let others = fed[socket], handOver(receiver.bytes(index), arrival, others) { return }
            requestArrived(packet, receiver.bytes(index), arrival, socket)
        } else if role.carriesTransfers {
            if let slot = sessions.find(peer, guess: guesses[index]) {
                transferPacketArrived(packet, slot, socket)
            } else {
                strayPacketArrived(packet, receiver.arrival(index), socket)
            }
        } else if case .error = packet {
            // Never answered, and no fault: a client gave up on something.
        } else {
            counters.add(to: .malformed)
        }
    }

    /// Ends the transfers whose clients' hosts said that nobody listens any more.
    private mutating func readFailures(_ socket: Int) {
        while let failure = sockets[socket].nextFailure() {
            wasTold(failure, socket)
            guard failure.error == Self.connectionRefused, let slot = sessions.find(failure.peer, on: socket)
            else { continue }
            perform(sessions[slot].transfer.clientVanished(), slot, reason: .unreachable)
        }
    }

    private var waitMilliseconds: Int {
        var wait = timers.wait(now: now)
        if hasReceived {
            // What the last datagrams of a burst cost is counted although no other comes.
            let look =
                Int((dropsCountedAt + Self.dropsInterval - min(now, dropsCountedAt + Self.dropsInterval)) / 1_000) + 1
            wait = wait < 0 ? look : min(wait, look)
        }
        let looks = [admission.nextLook, ports.nextLook < .max ? ports.nextLook : nil]
        for case let look? in looks {
            let look = look > now ? Int((look - now) / 1_000) + 1 : 0
            wait = wait < 0 ? look : min(wait, look)
        }
        guard let deadline = state.drainsUntil else { return wait }
        let left = deadline > now ? Int((deadline - now) / 1_000) + 1 : 0
        return wait < 0 ? left : min(wait, left)
    }

    private var isDone: Bool {
        mutating get {
            guard let deadline = state.drainsUntil else { return false }
            if isListening { stopListening() }
            if sessions.count > 0 && now >= deadline { endAll() }
            return sessions.count == 0
        }
    }

    /// A worker that drains lets go of the ports where requests come in, so that a successor can have them.
    private mutating func stopListening() {
        isListening = false
        flush()
        for socket in sockets where socket.role.takesRequests && !socket.role.carriesTransfers {
            poller.remove(socket.descriptor)
            socket.close()
        }
    }

    private mutating func endAll() {
        for slot in sessions.occupied { fail(slot, "The server is stopping", reason: .drainTimeout) }
    }

    /// Sends what is queued and lets go of what it pointed to.
    mutating func flush() {
        if !pending.isEmpty {
            for index in pending.indices { flush(pending[index]) }
            pending.removeAll(keepingCapacity: true)
        }
        readBuffer.reset()
        if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
    }

    private mutating func flush(_ socket: Int) {
        let queue = queues[socket]
        guard queue.isPending else { return }
        let refused = queue.flush()
        if queue.narrowPaths > 0 { noteNarrowPaths(queue, socket) }
        if refused > 0 { counters.add(refused, to: .sendFailures) }
        if segments && queue.segmentationFailed { segments = false }
    }

    /// The queue of a socket, with room for one more message of so many pieces and copied octets.
    mutating func queue(of socket: Int, pieces: Int, copied: Int) -> OutgoingQueue {
        let queue = queues[socket]
        if !queue.hasRoom(pieces: pieces, copied: copied) { flush(socket) }
        if !queue.isPending { pending.append(socket) }
        return queue
    }
}

extension ClientPacket {
    /// Whether it opens a transfer, or tries to.
    fileprivate var isRequest: Bool {
        switch self {
        case .readRequest, .writeRequest: true
        case .acknowledgement, .error, .unexpected, .malformed: false
        }
    }
}
