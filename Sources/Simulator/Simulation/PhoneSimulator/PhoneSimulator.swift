internal import Certificates
internal import ClusterModel
internal import PhoneFiles
internal import Platform

/// One simulated phone with its real connections, on the thread that runs it.
public final class PhoneSimulator {
    private let settings: PhoneSettings
    private let report: (SimulationEvent) -> Void
    private var phone: RegisteringPhone
    private var connections: [PhoneConnection: LineConnection] = [:]
    private var fetch: FileFetch?
    private var pending: [RegistrationEvent] = []
    private var watch: GoalWatch?
    private var isOver = false
    /// Whether the TFTP server has ever answered.
    private var hasServer = false

    /// A phone that is off.
    ///
    /// - Parameters:
    ///   - settings: Everything about it.
    ///   - report: Called for everything that happens.
    public init(_ settings: PhoneSettings, report: @escaping (SimulationEvent) -> Void) {
        self.settings = settings
        self.report = report
        phone = RegisteringPhone(settings.name, settings.times)
    }

    /// Switches the phone on, and runs it until the goal is reached, the time is over or it is told to stop.
    ///
    /// - Parameters:
    ///   - commands: Where commands come from: reset and stop.
    ///   - goal: What to wait for; `nil` to go on.
    ///   - timeout: Microseconds to wait at most; `nil` for as long as it takes.
    /// - Returns: Whether the goal was reached; also `true` when there was none.
    /// - Throws: When sockets cannot be opened, and when the TFTP server answers none of the first requests: a phone would
    ///   ask for ever, but whoever simulates one has named a server that is not there.
    public func run(
        _ commands: CommandPipe,
        until goal: PhoneGoal? = nil,
        timeout: UInt64? = nil
    ) throws(SimulationError) -> Bool {
        watch = goal.map(GoalWatch.init)
        let end = timeout.map { MonotonicClock.now() + $0 } ?? .max
        try handle(.switchedOn)
        while !isOver, watch?.isReached != true, MonotonicClock.now() < end {
            let deadline = min(end, phone.deadline, fetch?.deadline ?? .max)
            try turn(commands, until: deadline)
        }
        for connection in connections.values { connection.finish() }
        connections = [:]
        guard hasServer || isOver else { throw noServer }
        return watch?.isReached ?? true
    }

    /// Waits for whatever comes first, and handles it.
    private func turn(_ commands: CommandPipe, until deadline: UInt64) throws(SimulationError) {
        var ready = ReadinessSet()
        ready.watch(commands.descriptor)
        if let fetch { ready.watch(fetch.descriptor) }
        let watched = Array(connections)
        let places = watched.map { ready.watch($0.value.descriptor, writing: $0.value.isWriting) }
        let now = MonotonicClock.now()
        ready.wait(microseconds: deadline == .max ? nil : deadline - min(now, deadline))
        for command in commands.take() { try obey(command) }
        for (place, (line, connection)) in zip(places, watched) where ready.isReady(place) {
            for event in connection.advance() {
                // What an event led to may have closed this connection, or put another in its place.
                guard connections[line] === connection else { break }
                try handle(registrationEvent(event, line))
            }
        }
        try advanceFetch()
        if MonotonicClock.now() >= phone.deadline { try handle(.timerFired) }
    }

    private func obey(_ command: SimulatorCommand) throws(SimulationError) {
        switch command {
        case .reset: try handle(.resetDemanded)
        case .stop: isOver = true
        case .powerOff, .powerOn: return
        }
    }

    private func registrationEvent(_ event: LineConnection.Event, _ line: PhoneConnection) -> RegistrationEvent {
        switch event {
        case .established: .connected(line)
        case .line(let text):
            ServerMessage(text).map { .received($0, line) }
                ?? .lost(line, reason: "it sent a line that no server sends")
        case .ended(let reason): .lost(line, reason: reason)
        }
    }

    private func handle(_ event: RegistrationEvent) throws(SimulationError) {
        pending.append(event)
        while !pending.isEmpty {
            let actions = phone.handle(pending.removeFirst(), now: MonotonicClock.now())
            for action in actions { try perform(action) }
        }
    }

    private func perform(_ action: RegistrationAction) throws(SimulationError) {
        switch action {
        case .fetchFiles:
            fetch = try FileFetch(settings.name, settings.server, settings.behaviour)
        case .connect(let line, let registrar): connect(line, registrar)
        case .send(let message, let line): connections[line]?.send(message.line)
        case .close(let line):
            connections[line]?.finish()
            connections[line] = nil
        case .report(let what):
            report(what.event)
            watch?.take(what)
        }
    }

    // MARK: - Files

    private func advanceFetch() throws(SimulationError) {
        guard fetch != nil else { return }
        fetch?.advance()
        for event in fetch?.events ?? [] { report(event) }
        if fetch?.isAnswered == true { hasServer = true }
        guard hasServer || fetch?.isRefused != true else { throw noServer }
        guard let outcome = fetch?.outcome else { return }
        fetch = nil
        switch outcome {
        case .failed(let reason):
            guard hasServer else { throw noServer }
            try handle(.filesMissing(reason: reason))
        case .fetched(let file, let bytes): try handle(filesEvent(file, bytes))
        }
    }

    private var noServer: SimulationError {
        SimulationError(
            .serverUnreachable,
            "No TFTP server answers on \(settings.server)",
            remedy: "Start cnfd there, or name another with --server"
        )
    }

    private func filesEvent(_ file: String, _ bytes: [UInt8]) -> RegistrationEvent {
        do throws(PhoneFileError) {
            return .filesFetched(plan(try PhoneConfiguration(parsing: bytes)))
        } catch {
            return .filesMissing(reason: "\(file): \(error.message).")
        }
    }

    private func plan(_ configuration: PhoneConfiguration) -> RegistrationPlan {
        RegistrationPlan(
            configuration,
            certificate: certificate(configuration),
            expiredCertificate: settings.expiredCertificate,
            asOf: WallClock.now()
        )
    }

    /// The certificate in the file; one that cannot be read is as good as none.
    private func certificate(_ configuration: PhoneConfiguration) -> AcceptedCertificate? {
        guard case .reference(let gateway) = configuration.srst, let der = gateway.certificate else { return nil }
        do throws(CertificateError) {
            let certificate = try Certificate(der: der)
            return AcceptedCertificate(
                der: der,
                fingerprint: certificate.sha256,
                notBefore: certificate.validity.notBefore,
                notAfter: certificate.validity.notAfter
            )
        } catch {
            report(SimulationEvent("certificate-unreadable", ["reason": error.message]))
            return nil
        }
    }

    // MARK: - Connections

    private func connect(_ line: PhoneConnection, _ registrar: Registrar) {
        do throws(ConnectionRefusal) {
            connections[line] = try PhoneConnector(settings).connect(registrar, plan: phone.plan)
        } catch {
            pending.append(.lost(line, reason: error.reason))
        }
    }
}
