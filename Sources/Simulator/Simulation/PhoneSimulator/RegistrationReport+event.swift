internal import ClusterModel

extension RegistrationReport {
    /// The report as a line for people and scripts.
    var event: SimulationEvent {
        switch self {
        case .booting: SimulationEvent("booting")
        case .refetching: SimulationEvent("refetching")
        case .configured(let plan): Self.configured(plan)
        case .notConfigured(let reason): SimulationEvent("not-configured", ["reason": reason])
        case .registering(let registrar): Self.event("registering", registrar)
        case .refused(let registrar, let reason): Self.event("not-registered", registrar, reason)
        case .registered(let registrar): Self.event("registered", registrar)
        case .lost(let registrar, let reason): Self.event("lost", registrar, reason)
        case .monitoring(let registrar): Self.event("monitoring", registrar)
        case .unstable(let registrar, let reason): Self.event("unstable", registrar, reason)
        case .fallingBack(let registrar): Self.event("falling-back", registrar)
        case .held(let registrar): Self.event("held", registrar)
        case .released: SimulationEvent("released")
        case .waiting: SimulationEvent("waiting")
        }
    }

    private static func event(_ word: String, _ registrar: Registrar, _ reason: String? = nil) -> SimulationEvent {
        let kind = registrar.kind.rawValue
        let protection = registrar.protection.rawValue
        guard let reason else {
            return SimulationEvent(word, ["at": kind, "address": registrar.endpoint, "protection": protection])
        }
        return SimulationEvent(
            word,
            ["at": kind, "address": registrar.endpoint, "protection": protection, "reason": reason]
        )
    }

    private static func configured(_ plan: RegistrationPlan) -> SimulationEvent {
        let isProtected = plan.verdict.certificate != nil
        return SimulationEvent(
            "configured",
            [
                "call-managers": plan.isNonSecure ? "clear" : "tls",
                "srst": plan.gateways.isEmpty ? "none" : isProtected ? "tls" : "clear",
                "reasons": plan.verdict.reasons.map(\.rawValue).joined(separator: ","),
            ]
        )
    }
}
