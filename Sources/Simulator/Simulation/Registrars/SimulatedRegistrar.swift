internal import Certificates
internal import ClusterModel

/// A simulated call manager or gateway, on the thread that runs it.
public final class SimulatedRegistrar {
    /// Connections at a time; beyond that the kernel lets peers wait.
    private static let maximumConnections = 1_000

    private struct Connection {
        var line: LineConnection
        var client: RegistrarClient
    }

    private let settings: RegistrarSettings
    private let services: [RegistrarService]
    private let report: (SimulationEvent) -> Void
    private var connections: [Int: Connection] = [:]
    private var nextConnection = 0
    private var isOver = false

    /// Takes the ports and listens; phones are served by ``run(_:)``.
    ///
    /// - Parameters:
    ///   - settings: The ports.
    ///   - report: Called for everything that happens, first for every port.
    /// - Throws: When a port or TLS cannot be had.
    public init(
        _ settings: RegistrarSettings,
        report: @escaping (SimulationEvent) -> Void
    ) throws(SimulationError) {
        self.settings = settings
        self.report = report
        services = try RegistrarService.all(settings)
        for service in services {
            try service.listener.switchOn()
            report(
                SimulationEvent("listening", ["service": service.kind.rawValue, "address": service.listener.address])
            )
        }
        report(SimulationEvent("ready"))
    }

    /// Serves phones until it is told to stop.
    ///
    /// - Parameter commands: Where commands come from.
    /// - Throws: When a port cannot be listened on again after the power was off.
    public func run(_ commands: CommandPipe) throws(SimulationError) {
        while !isOver {
            var ready = ReadinessSet()
            ready.watch(commands.descriptor)
            let listening =
                connections.count < Self.maximumConnections ? services.filter { $0.listener.descriptor != nil } : []
            for service in listening { if let descriptor = service.listener.descriptor { ready.watch(descriptor) } }
            let watched = Array(connections.keys)
            for key in watched {
                guard let line = connections[key]?.line else { continue }
                ready.watch(line.descriptor, writing: line.isWriting)
            }
            ready.wait(microseconds: nil)
            for (place, key) in watched.enumerated() where ready.isReady(1 + listening.count + place) {
                guard let line = connections[key]?.line else { continue }
                handle(line.advance(), of: key)
            }
            for (place, service) in listening.enumerated() where ready.isReady(1 + place) { accept(service) }
            for command in commands.take() { try obey(command) }
        }
    }

    private func accept(_ service: RegistrarService) {
        while connections.count < Self.maximumConnections, let line = service.accept() {
            nextConnection += 1
            connections[nextConnection] = Connection(
                line: line,
                client: RegistrarClient(service.kind, peer: line.peer)
            )
            handle(line.begin(), of: nextConnection)
        }
    }

    private func handle(_ events: [LineConnection.Event], of key: Int) {
        for event in events {
            guard var connection = connections[key] else { return }
            let actions: [RegistrarClient.Action]
            switch event {
            case .established:
                let certificate = connection.line.peerCertificate.flatMap { try? Certificate(der: $0) }
                actions = connection.client.established(certificate)
            case .line(let line): actions = connection.client.received(line)
            case .ended(let reason): actions = connection.client.ended(reason)
            }
            connections[key] = connection
            for action in actions { perform(action, of: key) }
            if case .ended = event { connections[key] = nil }
        }
    }

    private func perform(_ action: RegistrarClient.Action, of key: Int) {
        switch action {
        case .send(let message): connections[key]?.line.send(message.line)
        case .report(let event): report(event)
        case .close: close(key)
        case .register(let name):
            // A phone is registered once: what it left behind is forgotten.
            for (other, connection) in connections where other != key && connection.client.phone == name {
                close(other)
            }
        }
    }

    private func close(_ key: Int) {
        connections[key]?.line.finish()
        connections[key] = nil
    }

    private func obey(_ command: SimulatorCommand) throws(SimulationError) {
        switch command {
        case .powerOff:
            for service in services { service.listener.switchOff() }
            // Without a word, as power goes.
            connections = [:]
            report(SimulationEvent("power", ["state": "off"]))
        case .powerOn:
            for service in services { try service.listener.switchOn() }
            report(SimulationEvent("power", ["state": "on"]))
        case .reset:
            // Only call managers tell phones to reset.
            guard settings.kind == .callManager else { return }
            for (_, connection) in connections {
                guard let phone = connection.client.phone else { continue }
                connection.line.send(ServerMessage.reset.line)
                report(SimulationEvent("reset", ["phone": "\(phone)"]))
            }
        case .stop: isOver = true
        }
    }
}
