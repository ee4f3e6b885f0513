/// What a script waits for.
public enum PhoneGoal: String, Sendable, CaseIterable {
    /// Registered to a call manager.
    case registered
    /// Registered to the gateway, protected or not.
    case srst
    /// Registered to the gateway over TLS.
    case secureSRST = "secure-srst"
    /// Registered to the gateway in the clear.
    case clearSRST = "clear-srst"
    /// Registered to a call manager after a registration to the gateway.
    case fallback
    /// Held at the gateway until that is powered off (S11).
    case held
}

/// Whether a goal was reached, as the reports of one phone come in.
struct GoalWatch {
    let goal: PhoneGoal
    private(set) var isReached = false
    private var wasAtGateway = false

    init(_ goal: PhoneGoal) { self.goal = goal }

    mutating func take(_ report: RegistrationReport) {
        switch (report, goal) {
        case (.registered(let registrar), _):
            let isAtGateway = registrar.kind == .gateway
            let isReachedNow =
                switch goal {
                case .registered: !isAtGateway
                case .srst: isAtGateway
                case .secureSRST: isAtGateway && registrar.protection == .tls
                case .clearSRST: isAtGateway && registrar.protection == .clear
                case .fallback: !isAtGateway && wasAtGateway
                case .held: false
                }
            if isReachedNow { isReached = true }
            if isAtGateway { wasAtGateway = true }
        case (.held, .held): isReached = true
        default: return
        }
    }
}
