/// How a phone that is registered to the gateway watches its call managers, one at a time.
struct CallManagerMonitor: Hashable, Sendable {
    /// The one that is watched.
    var watched: Registrar?
    /// Whether it answers.
    var isStable = false
    /// Who is still to be tried.
    var candidates: [Registrar] = []
    var missedKeepalives = 0
}

// Watching call managers.
extension RegisteringPhone {
    /// Looks for a call manager that answers, the first choice first.
    mutating func watchCallManagers(now: UInt64, into actions: inout [RegistrationAction]) {
        guard !isHeld, case .registered(let gateway) = status, gateway.kind == .gateway else { return }
        monitor = CallManagerMonitor(candidates: plan?.callManagers ?? [])
        watchNext(now: now, into: &actions)
    }

    private mutating func watchNext(now: UInt64, into actions: inout [RegistrationAction]) {
        guard !monitor.candidates.isEmpty else {
            timers.set(.monitorPause, at: now + times.scaled(times.pause))
            return
        }
        let next = monitor.candidates.removeFirst()
        monitor.watched = next
        timers.set(.monitorAttempt, at: now + times.patience)
        actions.append(.connect(.monitor, next))
    }

    mutating func monitorConnected(into actions: inout [RegistrationAction]) {
        guard monitor.watched != nil else { return }
        actions.append(.send(.keepalive, .monitor))
    }

    mutating func monitorAnswered(now: UInt64, into actions: inout [RegistrationAction]) {
        guard let watched = monitor.watched else { return }
        monitor.missedKeepalives = 0
        guard !monitor.isStable else { return }
        monitor.isStable = true
        timers.cancel(.monitorAttempt)
        timers.set(.monitorKeepalive, at: now + times.keepaliveInterval)
        timers.set(.monitorDone, at: now + times.scaled(plan?.monitorDuration ?? 0))
        actions.append(.report(.monitoring(watched)))
    }

    mutating func keepMonitorAlive(now: UInt64, into actions: inout [RegistrationAction]) {
        guard monitor.missedKeepalives < times.missedKeepalives else {
            monitorLost("no answer to \(monitor.missedKeepalives) keepalives", now: now, into: &actions)
            return
        }
        monitor.missedKeepalives += 1
        timers.set(.monitorKeepalive, at: now + times.keepaliveInterval)
        actions.append(.send(.keepalive, .monitor))
    }

    mutating func monitorLost(_ reason: String, now: UInt64, into actions: inout [RegistrationAction]) {
        guard let watched = monitor.watched else { return }
        timers.cancel(.monitorAttempt, .monitorKeepalive, .monitorDone)
        actions.append(.close(.monitor))
        if monitor.isStable { actions.append(.report(.unstable(watched, reason: reason))) }
        monitor.watched = nil
        monitor.isStable = false
        monitor.missedKeepalives = 0
        watchNext(now: now, into: &actions)
    }
}
