// Registering, and staying registered.
extension RegisteringPhone {
    /// Tries everyone the file names: call managers before the gateway.
    mutating func start(now: UInt64, into actions: inout [RegistrationAction]) {
        candidates = (plan?.callManagers ?? []) + (plan?.gateways ?? [])
        tryNext(now: now, into: &actions)
    }

    mutating func tryNext(now: UInt64, into actions: inout [RegistrationAction]) {
        guard !candidates.isEmpty else {
            wait(now: now, into: &actions)
            return
        }
        let next = candidates.removeFirst()
        status = .registering(next)
        timers.set(.attempt, at: now + times.patience)
        actions += [.report(.registering(next)), .connect(.registration, next)]
    }

    mutating func wait(now: UInt64, into actions: inout [RegistrationAction]) {
        status = .waiting
        timers.set(.pause, at: now + times.scaled(times.pause))
        actions.append(.report(.waiting))
    }

    mutating func registered(now: UInt64, into actions: inout [RegistrationAction]) {
        guard case .registering(let registrar) = status else { return }
        status = .registered(registrar)
        candidates = []
        missedKeepalives = 0
        timers.cancel(.attempt)
        timers.set(.keepalive, at: now + times.keepaliveInterval)
        actions.append(.report(.registered(registrar)))
        if registrar.kind == .gateway { watchCallManagers(now: now, into: &actions) }
    }

    /// The connection is gone, or was never made.
    mutating func registrationLost(_ reason: String, now: UInt64, into actions: inout [RegistrationAction]) {
        switch status {
        case .registering(let registrar):
            timers.cancel(.attempt)
            actions += [.close(.registration), .report(.refused(registrar, reason: reason))]
            tryNext(now: now, into: &actions)
        case .registered(let registrar):
            leave(into: &actions)
            actions.append(.report(.lost(registrar, reason: reason)))
            if isHeld {
                // S11: the gateway was powered off, and from here on everything is automatic again.
                isHeld = false
                actions.append(.report(.released))
            }
            guard !isRefetching else {
                isRefetching = false
                status = .booting
                return
            }
            start(now: now, into: &actions)
        case .off, .booting, .waiting: return
        }
    }

    /// Closes every connection and stops every timer.
    mutating func leave(into actions: inout [RegistrationAction]) {
        timers.cancelAll()
        monitor = CallManagerMonitor()
        actions += [.close(.registration), .close(.monitor)]
    }

    mutating func keepAlive(now: UInt64, into actions: inout [RegistrationAction]) {
        guard missedKeepalives < times.missedKeepalives else {
            registrationLost("no answer to \(missedKeepalives) keepalives", now: now, into: &actions)
            return
        }
        missedKeepalives += 1
        timers.set(.keepalive, at: now + times.keepaliveInterval)
        actions.append(.send(.keepalive, .registration))
    }
}
