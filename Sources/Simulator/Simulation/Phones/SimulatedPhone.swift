public import ClusterModel
public import TFTP

/// One phone that boots: events in, actions out; it knows no socket and no clock.
///
/// Times are monotonic microseconds. Whoever drives the phone calls ``timerFired(now:into:)`` at its ``deadline``.
public struct SimulatedPhone: Sendable {
    private enum Phase {
        case off
        /// A request is out, or will be at the deadline.
        case requesting
        /// Blocks come in.
        case receiving
        case done
    }

    let behaviour: PhoneBehaviour
    private let name: String

    private var phase = Phase.off
    private var file = BootSequence.first
    /// Requests for the file, repeats of one that got no answer not counted.
    private var requests = 0
    private var isRequestSent = false
    private var hasDefault = false
    private var bootBeganAt: UInt64 = 0
    private var fileBeganAt: UInt64 = 0
    private var repeats = 0

    /// The server's port of the transfer, once it is known (RFC 1350 section 4).
    private var serverPort: UInt16?
    private var previousServerPort: UInt16?
    private var blocks = BlockReceiver()

    /// When the timer fires; `UInt64.max` for never.
    public private(set) var deadline = UInt64.max
    /// Transfers begun so far; each should have a client port of its own (RFC 1350 section 4).
    public private(set) var transfers = 0
    /// Packets that were sent again because nothing had come.
    public private(set) var retransmissions = 0
    /// Packets that came again.
    public private(set) var duplicates = 0
    /// Files asked for anew because the server had ended their transfer with an ERROR.
    public private(set) var restarts = 0

    /// A phone that is off.
    ///
    /// - Parameters:
    ///   - name: The phone's name.
    ///   - behaviour: How it behaves.
    public init(_ name: DeviceName, _ behaviour: PhoneBehaviour = PhoneBehaviour()) {
        self.name = name.description
        self.behaviour = behaviour
    }

    /// Whether the boot has ended.
    public var isDone: Bool { phase == .done }

    /// The phone is switched on.
    ///
    /// - Parameters:
    ///   - planned: When it should have been, from where the boot is timed.
    ///   - now: The time.
    ///   - actions: Where the actions go.
    public mutating func begin(planned: UInt64, now: UInt64, into actions: inout [PhoneAction]) {
        bootBeganAt = planned
        request(BootSequence.first, since: planned, now: now, into: &actions)
    }

    /// A datagram came from the server's address.
    ///
    /// - Parameters:
    ///   - reply: The datagram.
    ///   - port: The port it came from.
    ///   - now: The time.
    ///   - actions: Where the actions go.
    public mutating func replyArrived(
        _ reply: ServerReply,
        from port: UInt16,
        now: UInt64,
        into actions: inout [PhoneAction]
    ) {
        switch phase {
        case .off, .done:
            return
        case .requesting:
            answerArrived(reply, from: port, now: now, into: &actions)
        case .receiving:
            guard port == serverPort else {
                // RFC 1350 section 4: a second transfer that a repeated request began is sent away; ERRORs never answered.
                if case .error = reply { return }
                actions.append(.send(.error(.unknownTransferID), port: port, transfer: transfers))
                return
            }
            packetArrived(reply, now: now, into: &actions)
        }
    }

    /// The deadline has come.
    ///
    /// - Parameters:
    ///   - now: The time; nothing happens before the deadline.
    ///   - actions: Where the actions go.
    public mutating func timerFired(now: UInt64, into actions: inout [PhoneAction]) {
        guard now >= deadline, phase == .requesting || phase == .receiving else { return }
        if phase == .requesting && !isRequestSent {
            isRequestSent = true
            send(.request(file), port: nil, now: now, into: &actions)
            return
        }
        guard repeats < behaviour.retransmissions else {
            end(.failed(.timedOut), now: now, into: &actions)
            return
        }
        repeats += 1
        retransmissions += 1
        if phase == .requesting {
            send(.request(file), port: nil, now: now, into: &actions)
        } else {
            acknowledge(now: now, into: &actions)
        }
    }

    /// Appends the name of a file as this phone asks for it.
    func appendName(of file: BootFile, to buffer: inout [UInt8]) {
        func append(_ parts: String...) { for part in parts { buffer.append(contentsOf: part.utf8) } }
        switch file {
        case .certificateTrustList: append("CTL", name, ".tlv")
        case .identityTrustList: append("ITL", name, ".tlv")
        case .sharedIdentityTrustList: append("ITLFile.tlv")
        case .signedConfiguration: append(name, ".cnf.xml.sgn")
        case .configuration: append(name, ".cnf.xml")
        case .defaultConfiguration: append("XMLDefault.cnf.xml")
        case .further(let place): append(behaviour.furtherFiles[place])
        }
    }
}

// MARK: - A transfer

extension SimulatedPhone {
    private mutating func request(
        _ file: BootFile,
        since began: UInt64,
        now: UInt64,
        into actions: inout [PhoneAction]
    ) {
        self.file = file
        fileBeganAt = began
        requests = 1
        prepareTransfer()
        isRequestSent = true
        send(.request(file), port: nil, now: now, into: &actions)
    }

    private mutating func prepareTransfer() {
        phase = .requesting
        transfers += 1
        repeats = 0
        isRequestSent = false
        previousServerPort = serverPort
        serverPort = nil
        blocks = BlockReceiver()
    }

    /// The answer to a request, or something that was still under way from the transfer before.
    private mutating func answerArrived(
        _ reply: ServerReply,
        from port: UInt16,
        now: UInt64,
        into actions: inout [PhoneAction]
    ) {
        guard isRequestSent else { return }
        switch reply {
        case .data(1, _) where port != previousServerPort:
            begin(from: port)
            packetArrived(reply, now: now, into: &actions)
        case .options(let size, let length) where port != previousServerPort:
            begin(from: port)
            guard behaviour.requestsOptions,
                let agreed = BlockReceiver(blockSize: size, transferSize: length, asked: PhoneBehaviour.largeBlockSize)
            else {
                refuse(now: now, into: &actions)
                return
            }
            blocks = agreed
            acknowledge(now: now, into: &actions)
        case .error(ErrorCode.unknownTransferID.rawValue):
            // Only an ACK of the transfer before can have called for that.
            return
        case .error(let code):
            errorArrived(code, now: now, into: &actions)
        case .data, .options, .malformed:
            return
        }
    }

    private mutating func begin(from port: UInt16) {
        phase = .receiving
        serverPort = port
        repeats = 0
    }

    /// A packet of the transfer came.
    private mutating func packetArrived(_ reply: ServerReply, now: UInt64, into actions: inout [PhoneAction]) {
        switch reply {
        case .data(let block, let count):
            let verdict = blocks.take(block, count: count)
            switch verdict {
            case .next, .last:
                repeats = 0
                if behaviour.tellsBlocks { actions.append(.blockTaken(count: count)) }
                acknowledge(now: now, into: &actions)
                if verdict == .last { endFile(.fetched(bytes: blocks.bytes), now: now, into: &actions) }
            case .repeated:
                duplicates += 1
                acknowledge(now: now, into: &actions)
            case .invalid:
                refuse(now: now, into: &actions)
            case .unexpected:
                return
            }
        case .options where behaviour.requestsOptions && blocks.isEmpty:
            duplicates += 1
            acknowledge(now: now, into: &actions)
        case .error(let code):
            errorArrived(code, now: now, into: &actions)
        case .options, .malformed:
            return
        }
    }

    private mutating func errorArrived(_ code: UInt16, now: UInt64, into actions: inout [PhoneAction]) {
        guard code != ErrorCode.fileNotFound.rawValue else {
            endFile(.missing, now: now, into: &actions)
            return
        }
        guard requests < behaviour.requestsPerFile else {
            end(.failed(.refused), now: now, into: &actions)
            return
        }
        requests += 1
        restarts += 1
        prepareTransfer()
        deadline = now + behaviour.retransmissionInterval
    }

    /// The server does what it must not: the phone says so, and gives up.
    private mutating func refuse(now: UInt64, into actions: inout [PhoneAction]) {
        send(.error(.undefined), port: serverPort, now: now, into: &actions)
        end(.failed(.invalidReply), now: now, into: &actions)
    }

    private mutating func endFile(_ outcome: FileOutcome, now: UInt64, into actions: inout [PhoneAction]) {
        actions.append(.fileEnded(file, outcome, microseconds: now - min(now, fileBeganAt)))
        let isMissing = outcome == .missing
        if file == .defaultConfiguration && !isMissing { hasDefault = true }
        switch BootSequence.step(after: file, isMissing: isMissing, behaviour) {
        case .request(let next): request(next, since: now, now: now, into: &actions)
        case .end: end(hasDefault ? .completedWithDefault : .completed, now: now, into: &actions)
        case .noConfiguration: end(.failed(.noConfiguration), now: now, into: &actions)
        }
    }

    private mutating func end(_ outcome: BootOutcome, now: UInt64, into actions: inout [PhoneAction]) {
        phase = .done
        deadline = .max
        actions.append(.bootEnded(outcome, microseconds: now - min(now, bootBeganAt)))
    }

    /// Acknowledges the last block that came, or the OACK.
    private mutating func acknowledge(now: UInt64, into actions: inout [PhoneAction]) {
        send(.acknowledgement(blocks.acknowledgement), port: serverPort, now: now, into: &actions)
    }

    private mutating func send(
        _ packet: PhonePacket,
        port: UInt16?,
        now: UInt64,
        into actions: inout [PhoneAction]
    ) {
        deadline = now + behaviour.retransmissionInterval
        actions.append(.send(packet, port: port, transfer: transfers))
    }
}
