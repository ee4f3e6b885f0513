internal import ClusterModel
internal import Platform

/// Many phones that boot at the same time, on the thread that runs it.
public struct BootStorm: ~Copyable {
    /// Deadlines served before packets have their turn: what a socket's queue sends in a few calls.
    private static let deadlinesInTurn = 256
    /// The longest wait, so that progress is told.
    private static let longestWait = 100
    /// Time between two reports of progress, in microseconds.
    private static let progressInterval: UInt64 = 200_000

    private let settings: BootStormSettings
    private let network: PhoneNetwork
    private var phones: [SimulatedPhone]
    private var timers = TimerHeap()
    private var lossOut: PacketLoss
    private var lossIn: PacketLoss
    private var summary = BootStormSummary()
    private var boots = Durations()
    private var fetches = Durations()
    private var misses = Durations()
    private var actions: [PhoneAction] = []
    private var packet: [UInt8] = []
    private var replies = 0

    /// Opens the sockets; nothing is sent yet.
    ///
    /// - Parameter settings: Everything about the storm.
    /// - Throws: What the system does not allow.
    public init(_ settings: BootStormSettings) throws(SimulationError) {
        self.settings = settings
        network = try PhoneNetwork(settings.server, phones: settings.phones.count)
        phones = settings.phones.map { SimulatedPhone($0, settings.behaviour) }
        lossOut = PacketLoss(settings.loss, seed: settings.seed)
        lossIn = PacketLoss(settings.loss, seed: ~settings.seed)
        summary.phones = phones.count
        summary.seed = settings.seed
    }

    /// Boots every phone.
    ///
    /// - Parameter progress: Called now and then.
    /// - Returns: What came of it.
    /// - Throws: `serverUnreachable` when the host says so before anything was ever answered.
    public consuming func run(progress: (StormProgress) -> Void = { _ in }) throws(SimulationError) -> BootStormSummary
    {
        let began = MonotonicClock.now()
        for index in phones.indices { timers.add(index, at: began + start(of: index)) }
        var reported = began
        while summary.completed + summary.failed < phones.count {
            let now = MonotonicClock.now()
            serveDeadlines(began: began, now: now)
            network.flush()
            let ready = network.wait(milliseconds: wait(now: now))
            for event in 0..<ready { serveSocket(event) }
            network.flush()
            try checkReachable()
            guard now - reported >= Self.progressInterval else { continue }
            reported = now
            progress(
                StormProgress(
                    phones: phones.count,
                    done: summary.completed + summary.failed,
                    failed: summary.failed,
                    microseconds: now - began
                )
            )
        }
        return finish(microseconds: MonotonicClock.now() - began)
    }

    /// When a phone is switched on, in microseconds after the beginning.
    private func start(of index: Int) -> UInt64 {
        guard let rate = settings.phonesPerSecond, rate > 0 else { return 0 }
        return UInt64(Double(index) / rate * 1_000_000)
    }

    private func wait(now: UInt64) -> Int {
        guard let soonest = timers.soonest, soonest > now else { return 0 }
        return min(Int(clamping: (soonest - now + 999) / 1_000), Self.longestWait)
    }

    /// Switches phones on, and fires their timers. A deadline that has moved meanwhile is put back where it is now.
    private mutating func serveDeadlines(began: UInt64, now: UInt64) {
        for _ in 0..<Self.deadlinesInTurn {
            guard let index = timers.next(now: now) else { return }
            if phones[index].transfers == 0 {
                phones[index].begin(planned: began + start(of: index), now: now, into: &actions)
            } else {
                phones[index].timerFired(now: now, into: &actions)
            }
            perform(index)
            if !phones[index].isDone { timers.add(index, at: phones[index].deadline) }
        }
    }

    private mutating func serveSocket(_ event: Int) {
        network.receive(event)
        let now = MonotonicClock.now()
        for place in network.arrivals.indices {
            let arrival = network.arrivals[place]
            if lossIn.takesNext() {
                summary.lost += 1
                continue
            }
            replies += 1
            // What comes in on another socket belongs to an earlier transfer: its port is closed by now.
            let phone = arrival.phone
            guard arrival.socket == network.socketIndex(phone: phone, transfer: phones[phone].transfers) else {
                continue
            }
            phones[phone].replyArrived(arrival.reply, from: arrival.port, now: now, into: &actions)
            perform(phone)
        }
    }

    private mutating func perform(_ index: Int) {
        for action in actions {
            switch action {
            case .send(let phonePacket, let port, let transfer): send(phonePacket, index, transfer, to: port)
            case .blockTaken: continue
            case .fileEnded(_, let outcome, let duration): count(outcome, duration)
            case .bootEnded(let outcome, let duration): count(outcome, duration)
            }
        }
        actions.removeAll(keepingCapacity: true)
    }

    private mutating func send(_ phonePacket: PhonePacket, _ index: Int, _ transfer: Int, to port: UInt16?) {
        guard !lossOut.takesNext() else {
            summary.lost += 1
            return
        }
        packet.removeAll(keepingCapacity: true)
        phonePacket.write(from: phones[index], into: &packet)
        network.send(
            packet.span,
            phone: index,
            transfer: transfer,
            port: port ?? settings.server.port
        )
    }

    private mutating func count(_ outcome: FileOutcome, _ duration: UInt64) {
        switch outcome {
        case .fetched(let bytes):
            summary.files += 1
            summary.bytes += bytes
            fetches.add(duration)
        case .missing:
            summary.missing += 1
            misses.add(duration)
        }
    }

    private mutating func count(_ outcome: BootOutcome, _ duration: UInt64) {
        switch outcome {
        case .completed:
            summary.completed += 1
            boots.add(duration)
        case .completedWithDefault:
            summary.completed += 1
            summary.completedWithDefault += 1
            boots.add(duration)
        case .failed(let reason):
            summary.failed += 1
            summary.failures[reason.rawValue, default: 0] += 1
        }
    }

    /// A wrong port is told at once; a server that goes away later is a matter of the phones' patience.
    private func checkReachable() throws(SimulationError) {
        guard replies == 0, network.unreachablePorts.contains(settings.server.port) else { return }
        throw SimulationError(
            .serverUnreachable,
            "Nobody listens on UDP \(settings.server)",
            remedy: "Start the server, or give the address it logs when it starts"
        )
    }

    private consuming func finish(microseconds: UInt64) -> BootStormSummary {
        for phone in phones {
            summary.retransmits += phone.retransmissions
            summary.duplicates += phone.duplicates
            summary.restarts += phone.restarts
        }
        summary.dropped = network.newDrops() + network.refused
        summary.seconds = Double(microseconds) / 1_000_000
        summary.boot = boots.summary
        summary.file = fetches.summary
        summary.miss = misses.summary
        return summary
    }
}
