// Fetching files: at boot, after a reset, and before falling back.
extension RegisteringPhone {
    mutating func boot(into actions: inout [RegistrationAction]) {
        status = .booting
        isResetDue = false
        actions += [.report(.booting), .fetchFiles]
    }

    /// A reset makes a phone without a gateway boot; with one it keeps its registration until it knows its new file.
    mutating func reset(into actions: inout [RegistrationAction]) {
        switch status {
        case .off: return
        case .booting: isResetDue = true
        case .registered(let registrar) where registrar.kind == .gateway:
            if isRefetching { isResetDue = true } else { refetch(into: &actions) }
        case .registered:
            actions.append(.send(.unregister, .registration))
            leave(into: &actions)
            boot(into: &actions)
        case .registering, .waiting:
            leave(into: &actions)
            boot(into: &actions)
        }
    }

    /// Fetches files while the phone stays registered to the gateway.
    mutating func refetch(into actions: inout [RegistrationAction]) {
        isRefetching = true
        isResetDue = false
        actions += [.report(.refetching), .fetchFiles]
    }

    mutating func filesFetched(_ plan: RegistrationPlan, now: UInt64, into actions: inout [RegistrationAction]) {
        guard status == .booting || isRefetching else { return }
        self.plan = plan
        actions.append(.report(.configured(plan)))
        fetchEnded(now: now, into: &actions)
    }

    mutating func filesMissing(_ reason: String, now: UInt64, into actions: inout [RegistrationAction]) {
        guard status == .booting || isRefetching else { return }
        actions.append(.report(.notConfigured(reason: reason)))
        fetchEnded(now: now, into: &actions)
    }

    private mutating func fetchEnded(now: UInt64, into actions: inout [RegistrationAction]) {
        guard !isResetDue else {
            isResetDue = false
            actions += [.report(isRefetching ? .refetching : .booting), .fetchFiles]
            return
        }
        guard isRefetching, case .registered(let gateway) = status else {
            start(now: now, into: &actions)
            return
        }
        isRefetching = false
        guard gateway.protection == .clear || plan?.isNonSecure != true else {
            hold(gateway, into: &actions)
            return
        }
        if isHeld {
            isHeld = false
            actions.append(.report(.released))
        }
        actions += [.report(.fallingBack(from: gateway)), .send(.unregister, .registration)]
        leave(into: &actions)
        start(now: now, into: &actions)
    }

    /// S11: registered over secure SRST, and the new file is non-secure.
    private mutating func hold(_ gateway: Registrar, into actions: inout [RegistrationAction]) {
        monitor = CallManagerMonitor()
        timers.cancel(.monitorAttempt, .monitorKeepalive, .monitorPause, .monitorDone)
        actions.append(.close(.monitor))
        guard !isHeld else { return }
        isHeld = true
        actions.append(.report(.held(gateway)))
    }
}
