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
    var sockets: [WorkerSocket]

    var rotation: TransferSocketRotation
    var ports: PortExchange
    var sessions: SessionTable
    var admission: Admission
    var timers: TimerWheel
    var blockSizes = LinkBlockSizes()
    var roundTrips = NetworkRoundTrips()
    var firstWindows = FirstWindows()
    var narrowPaths = NarrowPaths()
    var recentlyEnded: EndedTransfers
    var strayErrors: TokenBucket
    var jitter = JitterSource()
    var now: UInt64
    var outbox: Outbox

    let receiver: DatagramReceiver
    let mailbox: Mailbox
    let fed: [Int: [(mailbox: Mailbox, group: Int)]]
    let wakeUp: WakeUp
    let poller: Poller
    private var isListening = true
    private var dropsCountedAt: UInt64
    private var timersFiredAt: UInt64
    /// Whether more was waiting on some socket than could be read at once.
    var isBehind = false
    var hasReceived = false
    /// When transfers of clients that do not answer were last given up for want of descriptors.
    var unansweredFilesClosedAt: UInt64 = 0
    private var gathering = Gathering()
    /// Packets read since the worker last waited.
    var received = 0
    /// The slots that a batch's transfers are in, most likely.
    var guesses = ContiguousArray<Int?>(repeating: nil, count: DatagramReceiver.batch)

    init(state: ServerState, counters: WorkerCounters, sockets: WorkerSockets) {
        self.state = state
        self.counters = counters
        self.sockets = sockets.sockets
        outbox = Outbox(sockets.sockets, segments: state.settings.segmentationOffload)
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
        guard tag != WorkerSockets.wakeUpTag else {
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

    /// Ends the transfers whose clients' hosts said that nobody listens any more.
    private mutating func readFailures(_ socket: Int) {
        while let failure = sockets[socket].nextFailure() {
            wasTold(failure, socket)
            guard failure.errno == Self.connectionRefused, let slot = sessions.find(failure.peer, on: socket)
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

    /// Sends what is queued, and takes note of what became of it.
    mutating func flush() {
        outbox.flush()
        guard outbox.hasNews else { return }
        let news = outbox.takeNews()
        if news.refused > 0 { counters.add(news.refused, to: .sendFailures) }
        for path in news.narrowed { noteNarrowPath(to: path.peer, path.socket) }
    }
}
