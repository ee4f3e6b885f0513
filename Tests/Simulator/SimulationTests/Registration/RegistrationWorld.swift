import ClusterModel
import Platform
import TestSupport
import Testing

@testable import PhoneFiles
@testable import Simulation

/// A call manager, a gateway and a file for one phone, all in memory; what the phone does is checked as it does it.
struct RegistrationWorld {
    var phone: RegisteringPhone
    /// Which of them has power.
    var isPowered: [Registrar.Kind: Bool] = [.callManager: true, .gateway: true]
    /// What the phone's file says; `nil` when it cannot be fetched.
    var file: RegistrationPlan?
    private(set) var now: UInt64 = 0
    private(set) var reports: [RegistrationReport] = []
    private(set) var connections: [PhoneConnection: Registrar] = [:]
    private var queue: [RegistrationEvent] = []

    init(_ file: RegistrationPlan?) throws {
        phone = RegisteringPhone(try DeviceName("SEP001122334455"))
        self.file = file
    }

    /// Something happens, with all that follows at once.
    mutating func happens(_ event: RegistrationEvent) {
        queue.append(event)
        while !queue.isEmpty {
            let next = queue.removeFirst()
            for action in phone.handle(next, now: now) { perform(action) }
        }
    }

    /// Time passes; timers fire when they are due.
    mutating func passes(seconds: Int) {
        let end = now + UInt64(seconds) * 1_000_000
        while phone.deadline <= end {
            now = max(now, phone.deadline)
            happens(.timerFired)
        }
        now = end
    }

    mutating func powerOff(_ kind: Registrar.Kind) {
        isPowered[kind] = false
        for (line, registrar) in connections where registrar.kind == kind {
            connections[line] = nil
            happens(.lost(line, reason: "power"))
        }
    }

    mutating func powerOn(_ kind: Registrar.Kind) { isPowered[kind] = true }

    /// Where the phone is registered.
    var registrar: Registrar? {
        if case .registered(let registrar) = phone.status { registrar } else { nil }
    }

    /// What was reported since the last call.
    mutating func takeReports() -> [RegistrationReport] {
        defer { reports = [] }
        return reports
    }

    private mutating func perform(_ action: RegistrationAction) {
        switch action {
        case .fetchFiles: queue.append(file.map { .filesFetched($0) } ?? .filesMissing(reason: "no server"))
        case .connect(let line, let registrar):
            #expect(connections[line] == nil, "a connection is replaced that was not closed")
            check(registrar)
            guard isPowered[registrar.kind] == true else {
                queue.append(.lost(line, reason: "refused"))
                return
            }
            connections[line] = registrar
            queue.append(.connected(line))
        case .send(let message, let line):
            #expect(connections[line] != nil, "\(message.line) goes nowhere")
            switch message {
            case .register(let name): queue.append(.received(.registered(name), line))
            case .keepalive: queue.append(.received(.alive, line))
            case .unregister: return
            }
        case .close(let line):
            connections[line] = nil
            queue.removeAll { $0.concerns(line) }
        case .report(let report): reports.append(report)
        }
    }

    /// S09, and S11: a phone that is held speaks to nobody else.
    private func check(_ registrar: Registrar) {
        #expect(!phone.isHeld, "a held phone connects to \(registrar.endpoint)")
        guard let plan = phone.plan else { return }
        switch registrar.kind {
        case .gateway: #expect((registrar.protection == .tls) == (plan.verdict.certificate != nil))
        case .callManager: #expect((registrar.protection == .clear) == plan.isNonSecure)
        }
    }
}

extension RegistrationEvent {
    /// Whether it is about a connection.
    fileprivate func concerns(_ line: PhoneConnection) -> Bool {
        switch self {
        case .connected(let other), .lost(let other, _), .received(_, let other): other == line
        case .switchedOn, .filesFetched, .filesMissing, .resetDemanded, .timerFired: false
        }
    }
}

extension RegistrationPlan {
    /// The plan of a phone with one call manager and one gateway.
    ///
    /// - Parameters:
    ///   - mode: The file's device security mode.
    ///   - isSecure: The file's `isSecure`.
    ///   - hasCertificate: Whether the file has the gateway's certificate, valid from second 1000 to 2000.
    ///   - asOf: The second for which validity is judged.
    ///   - monitorDuration: Seconds of the file's `connectionMonitorDuration`.
    /// - Returns: The plan.
    static func sample(
        _ mode: DeviceSecurityMode,
        isSecure: Bool = true,
        hasCertificate: Bool = true,
        asOf: UnixTime = 1_500,
        monitorDuration: Int = 120
    ) -> RegistrationPlan {
        let certificate = AcceptedCertificate(der: [1], fingerprint: .repeating(2), notBefore: 1_000, notAfter: 2_000)
        let configuration = PhoneConfiguration(
            phoneProtocol: .sip,
            deviceSecurityMode: mode,
            callManagers: [
                .init(address: "192.0.2.1", sccpPort: 2_000, sipPort: 5_060, securedSIPPort: 5_061)
            ],
            srst: .reference(
                .init(
                    name: "branch-12",
                    endpoints: [.init(address: "192.0.2.12", port: 5_060)],
                    isSecure: isSecure,
                    certificate: hasCertificate ? certificate.der : nil
                )
            ),
            connectionMonitorDuration: monitorDuration,
            versionStamp: "1-2"
        )
        return RegistrationPlan(
            configuration,
            certificate: hasCertificate ? certificate : nil,
            expiredCertificate: .omit,
            asOf: asOf
        )
    }

    /// A protected phone with secure SRST.
    static let secure = sample(.encrypted)
    /// What the same phone's file says in a non-secure cluster (S07).
    static let nonSecure = sample(.nonSecure, isSecure: false, hasCertificate: false)
}
