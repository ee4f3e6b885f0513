/// What happens to a ``RegisteringPhone``.
public enum RegistrationEvent: Hashable, Sendable {
    /// It is switched on.
    case switchedOn
    /// It has fetched its files.
    case filesFetched(RegistrationPlan)
    /// It could not fetch a file that it can use.
    case filesMissing(reason: String)
    /// A connection stands, its TLS handshake included.
    case connected(PhoneConnection)
    /// A connection could not be made, was refused or has ended.
    case lost(PhoneConnection, reason: String)
    /// A line came.
    case received(ServerMessage, PhoneConnection)
    /// Someone wants it to reset.
    case resetDemanded
    /// ``RegisteringPhone/deadline`` has come.
    case timerFired
}

/// The connections of a phone.
public enum PhoneConnection: Hashable, Sendable {
    /// The one it is registered over.
    case registration
    /// The one it watches a call manager by while it is registered to the gateway.
    case monitor
}
