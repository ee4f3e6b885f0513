internal import Certificates
internal import ClusterModel

/// A connection to a simulated call manager or gateway: lines in, lines and events out, no socket.
struct RegistrarClient {
    /// What is to be done after something happened.
    enum Action: Hashable {
        /// Send a line.
        case send(ServerMessage)
        /// Close the connection.
        case close
        /// The phone is registered here, and nowhere else any more.
        case register(DeviceName)
        /// Tell people.
        case report(SimulationEvent)
    }

    let service: RegistrarService.Kind
    let peer: String
    private(set) var phone: DeviceName?
    private var isEstablished = false
    private var certificate: Certificate?

    init(_ service: RegistrarService.Kind, peer: String) {
        self.service = service
        self.peer = peer
    }

    /// The connection stands.
    ///
    /// - Parameter certificate: What the peer has shown and TLS has verified.
    /// - Returns: What is to be done.
    mutating func established(_ certificate: Certificate?) -> [Action] {
        isEstablished = true
        self.certificate = certificate
        guard service == .certificateProvider else { return [] }
        return [.report(SimulationEvent("provided", ["peer": peer]))]
    }

    /// A line came.
    mutating func received(_ line: String) -> [Action] {
        guard service != .certificateProvider else { return [.close] }
        switch PhoneMessage(line) {
        case .register(let name): return register(name)
        case .keepalive: return [.send(.alive)]
        case .unregister:
            guard let phone else { return [.close] }
            self.phone = nil
            return [.report(SimulationEvent("unregistered", ["phone": "\(phone)"])), .close]
        case nil: return refuse("the line is none that a phone sends")
        }
    }

    /// The connection is over.
    mutating func ended(_ reason: String) -> [Action] {
        if let phone { return [.report(SimulationEvent("lost", ["phone": "\(phone)", "reason": reason]))] }
        return isEstablished ? [] : [.report(refusal(reason))]
    }

    private mutating func register(_ name: DeviceName) -> [Action] {
        if let certificate, !certificate.isOf(name) {
            return refuse("the certificate is that of \(certificate.subject), not of \(name)")
        }
        phone = name
        var event = SimulationEvent("registered", ["phone": "\(name)", "service": service.rawValue, "peer": peer])
        if let certificate {
            event = SimulationEvent(
                "registered",
                [
                    "phone": "\(name)", "service": service.rawValue, "peer": peer, "subject": certificate.subject,
                    "issuer": certificate.issuer,
                ]
            )
        }
        return [.register(name), .send(.registered(name)), .report(event)]
    }

    private func refuse(_ reason: String) -> [Action] {
        [.send(.refused(reason)), .report(refusal(reason)), .close]
    }

    private func refusal(_ reason: String) -> SimulationEvent {
        SimulationEvent("refused", ["peer": peer, "service": service.rawValue, "reason": reason])
    }
}

extension Certificate {
    /// Whether the certificate is a phone's: its own name (LSC), or its model before that (MIC).
    fileprivate func isOf(_ name: DeviceName) -> Bool {
        commonName.map { $0 == name.description || $0.hasSuffix("-\(name)") } ?? false
    }
}
