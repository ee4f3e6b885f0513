public import ClusterModel

/// One phone that registers, fails over to the gateway and falls back: events in, actions out, without socket or clock.
///
/// Times are monotonic microseconds. Whoever drives the phone hands it `timerFired` at its ``deadline``.
public struct RegisteringPhone: Sendable {
    /// Where the phone stands.
    public enum Status: Hashable, Sendable {
        /// Switched off.
        case off
        /// Without a registration, waiting for its files.
        case booting
        /// Trying to register.
        case registering(Registrar)
        /// Registered.
        case registered(Registrar)
        /// Nobody lets it register.
        case waiting
    }

    /// The phone's name.
    public let name: DeviceName
    let times: RegistrationTimes

    /// Where the phone stands.
    public internal(set) var status = Status.off
    /// Whether it stays with the gateway until that is powered off (S11).
    public internal(set) var isHeld = false
    /// What it made of its last file.
    public internal(set) var plan: RegistrationPlan?

    /// Whether it fetches its files while it is registered to the gateway.
    var isRefetching = false
    /// Whether a reset came while files were being fetched: what is fetched may be old already.
    var isResetDue = false
    /// Who is still to be tried.
    var candidates: [Registrar] = []
    var monitor = CallManagerMonitor()
    var timers = RegistrationTimers()
    var missedKeepalives = 0

    /// A phone that is off.
    ///
    /// - Parameters:
    ///   - name: The phone's name.
    ///   - times: Its times.
    public init(_ name: DeviceName, _ times: RegistrationTimes = RegistrationTimes()) {
        self.name = name
        self.times = times
    }

    /// When the timer fires; `UInt64.max` for never.
    public var deadline: UInt64 { timers.soonest }

    /// Something happens to the phone.
    ///
    /// - Parameters:
    ///   - event: What.
    ///   - now: When.
    /// - Returns: What is to be done, in this order.
    public mutating func handle(_ event: RegistrationEvent, now: UInt64) -> [RegistrationAction] {
        var actions: [RegistrationAction] = []
        switch event {
        case .switchedOn:
            if status == .off { boot(into: &actions) }
        case .filesFetched(let plan): filesFetched(plan, now: now, into: &actions)
        case .filesMissing(let reason): filesMissing(reason, now: now, into: &actions)
        case .connected(.registration):
            if case .registering = status { actions.append(.send(.register(name), .registration)) }
        case .connected(.monitor): monitorConnected(into: &actions)
        case .lost(.registration, let reason): registrationLost(reason, now: now, into: &actions)
        case .lost(.monitor, let reason): monitorLost(reason, now: now, into: &actions)
        case .received(let message, let connection): received(message, connection, now: now, into: &actions)
        case .resetDemanded: reset(into: &actions)
        case .timerFired: while let timer = timers.next(now: now) { fired(timer, now: now, into: &actions) }
        }
        return actions
    }

    private mutating func received(
        _ message: ServerMessage,
        _ connection: PhoneConnection,
        now: UInt64,
        into actions: inout [RegistrationAction]
    ) {
        switch (message, connection) {
        case (.registered(name), .registration): registered(now: now, into: &actions)
        case (.registered, .registration): registrationLost("it registered another phone", now: now, into: &actions)
        case (.refused(let reason), .registration): registrationLost(reason, now: now, into: &actions)
        case (.alive, .registration): missedKeepalives = 0
        case (.reset, .registration): reset(into: &actions)
        case (.alive, .monitor): monitorAnswered(now: now, into: &actions)
        case (.refused(let reason), .monitor): monitorLost(reason, now: now, into: &actions)
        case (.registered, .monitor), (.reset, .monitor): return
        }
    }

    private mutating func fired(
        _ timer: RegistrationTimers.Timer,
        now: UInt64,
        into actions: inout [RegistrationAction]
    ) {
        switch timer {
        case .attempt: registrationLost("no answer", now: now, into: &actions)
        case .keepalive: keepAlive(now: now, into: &actions)
        case .pause: boot(into: &actions)
        case .monitorAttempt: monitorLost("no answer", now: now, into: &actions)
        case .monitorKeepalive: keepMonitorAlive(now: now, into: &actions)
        case .monitorPause: watchCallManagers(now: now, into: &actions)
        case .monitorDone: refetch(into: &actions)
        }
    }
}
