internal import ClusterModel
internal import Platform

/// One phone's boot over real TFTP, file by file, with what the files hold.
struct FileFetch {
    /// What came of it.
    enum Outcome {
        /// The phone's own file, or the default one.
        case fetched(file: String, bytes: [UInt8])
        /// There is no file that the phone can use.
        case failed(reason: String)
    }

    private let server: ServerAddress
    private let network: PhoneNetwork
    private let name: DeviceName
    private var phone: SimulatedPhone
    private var contents: [UInt8] = []
    private var configuration: (file: String, bytes: [UInt8])?
    private var packet: [UInt8] = []

    /// Whether the server has answered anything.
    private(set) var isAnswered = false
    /// What came of it, once the boot has ended.
    private(set) var outcome: Outcome?
    /// What is to be told.
    private(set) var events: [SimulationEvent] = []

    /// Opens the sockets and asks for the first file.
    init(_ name: DeviceName, _ server: ServerAddress, _ behaviour: PhoneBehaviour) throws(SimulationError) {
        var behaviour = behaviour
        // A trust list that is signed by nobody this phone knows is fetched and left unread; so signed files are not asked for.
        behaviour.requestsSignedConfiguration = false
        behaviour.tellsBlocks = true
        self.server = server
        self.name = name
        network = try PhoneNetwork(server, phones: 1, keepsContents: true)
        phone = SimulatedPhone(name, behaviour)
        let now = MonotonicClock.now()
        var actions: [PhoneAction] = []
        phone.begin(planned: now, now: now, into: &actions)
        perform(actions, [])
    }

    /// Whether the host says that nobody listens there, and nothing was ever answered.
    var isRefused: Bool { !isAnswered && network.unreachablePorts.contains(server.port) }

    /// When ``advance()`` is due at the latest; `UInt64.max` for never.
    var deadline: UInt64 { phone.deadline }

    /// Readable when there is something to do.
    var descriptor: CInt { network.descriptor }

    /// Does what is due, and what datagrams that came call for.
    mutating func advance() {
        events = []
        let ready = network.wait(milliseconds: 0)
        for event in 0..<ready {
            network.receive(event)
            for arrival in network.arrivals { take(arrival) }
        }
        var actions: [PhoneAction] = []
        phone.timerFired(now: MonotonicClock.now(), into: &actions)
        perform(actions, [])
    }

    private mutating func take(_ arrival: PhoneNetwork.Arrival) {
        guard arrival.socket == network.socketIndex(phone: 0, transfer: phone.transfers) else { return }
        isAnswered = true
        var actions: [PhoneAction] = []
        phone.replyArrived(arrival.reply, from: arrival.port, now: MonotonicClock.now(), into: &actions)
        perform(actions, arrival.bytes)
    }

    private mutating func perform(_ actions: [PhoneAction], _ datagram: [UInt8]) {
        for action in actions {
            switch action {
            case .send(let message, let port, let transfer):
                if case .request = message { contents = [] }
                packet.removeAll(keepingCapacity: true)
                message.write(from: phone, into: &packet)
                network.send(packet.span, phone: 0, transfer: transfer, port: port ?? server.port)
            case .blockTaken(let count): contents += datagram.suffix(count)
            case .fileEnded(let file, let outcome, _): ended(file, outcome)
            case .bootEnded(let outcome, _): ended(outcome)
            }
        }
        network.flush()
    }

    private mutating func ended(_ file: BootFile, _ outcome: FileOutcome) {
        var octets: [UInt8] = []
        phone.appendName(of: file, to: &octets)
        let name = String(decoding: octets, as: UTF8.self)
        switch outcome {
        case .missing: events.append(SimulationEvent("missing", ["file": name]))
        case .fetched(let count):
            events.append(SimulationEvent("fetched", ["file": name, "bytes": "\(count)"]))
            if file == .configuration || file == .defaultConfiguration { configuration = (name, contents) }
        }
        contents = []
    }

    private mutating func ended(_ boot: BootOutcome) {
        switch boot {
        case .completed, .completedWithDefault:
            guard let configuration else {
                outcome = .failed(reason: BootFailure.noConfiguration.rawValue)
                return
            }
            outcome = .fetched(file: configuration.file, bytes: configuration.bytes)
        case .failed(let reason): outcome = .failed(reason: reason.rawValue)
        }
    }
}
