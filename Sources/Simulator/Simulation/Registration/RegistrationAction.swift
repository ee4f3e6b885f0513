/// What a ``RegisteringPhone`` wants done after an event.
public enum RegistrationAction: Hashable, Sendable {
    /// Fetch the phone's files; answered by `filesFetched` or `filesMissing`.
    case fetchFiles
    /// Connect; answered by `connected` or `lost`.
    case connect(PhoneConnection, Registrar)
    /// Send a line.
    case send(PhoneMessage, PhoneConnection)
    /// Close a connection, if it stands; nothing more is told of it.
    case close(PhoneConnection)
    /// Tell people.
    case report(RegistrationReport)
}

/// What a phone tells people.
public enum RegistrationReport: Hashable, Sendable {
    /// It boots: it has no registration, and fetches its files.
    case booting
    /// It fetches its files while it stays registered to the gateway.
    case refetching
    /// It has its files.
    case configured(RegistrationPlan)
    /// It could not fetch its files; it uses those it has, if any.
    case notConfigured(reason: String)
    /// It tries to register.
    case registering(Registrar)
    /// It could not register there.
    case refused(Registrar, reason: String)
    /// It is registered.
    case registered(Registrar)
    /// What it was registered to has gone away.
    case lost(Registrar, reason: String)
    /// While registered to the gateway: a call manager answers, and must go on doing so.
    case monitoring(Registrar)
    /// While registered to the gateway: that call manager answers no more.
    case unstable(Registrar, reason: String)
    /// It leaves the gateway for its call managers.
    case fallingBack(from: Registrar)
    /// It stays with the gateway until that is powered off (S11).
    case held(Registrar)
    /// It is held no more.
    case released
    /// Nobody lets it register; it tries again later.
    case waiting
}
