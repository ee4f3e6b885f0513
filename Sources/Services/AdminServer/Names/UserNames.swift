internal import NIOConcurrencyHelpers

/// Names of users, remembered for a while.
///
/// A look-up never holds who asks for long: then the user has no name but its number, or the name it had before.
final class UserNames: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Bounds. All are our own.
    struct Limits: Sendable {
        /// How long somebody waits for a name.
        var patience = Duration.seconds(1)
        /// How long a name is remembered.
        var lifetime = Duration.seconds(300)
        /// Users that are remembered; then all are forgotten.
        var users = 1_024
        /// Look-ups that wait for their turn.
        var lookUps = 64
    }

    fileprivate struct Entry {
        /// The name that was found; none when the user has none.
        var name: String?
        /// When it is looked up anew.
        var staleAt: Instant
        /// Whether it is being looked up.
        var isSought = false
        /// Those who wait for it; none wait for what has taken too long.
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isSlow = false
    }

    fileprivate struct State {
        var entries: [UInt32: Entry] = [:]
        var lookUps = 0
    }

    /// What to do about a name.
    fileprivate enum Step {
        case isKnown
        case wait
        case seek
    }

    private let limits: Limits
    private let lookUp: @Sendable (UInt32) -> String?
    private let submit: @Sendable (@escaping @Sendable () -> Void) -> Void
    private let state = NIOLockedValueBox(State())

    /// Nobody is known yet.
    ///
    /// - Parameters:
    ///   - limits: Bounds.
    ///   - submit: Runs a look-up on a thread that may hang.
    ///   - lookUp: Answers a user's name; it may take for ever.
    init(
        _ limits: Limits = Limits(),
        submit: @Sendable @escaping (@escaping @Sendable () -> Void) -> Void = SystemLookUp.submit,
        lookUp: @Sendable @escaping (UInt32) -> String?
    ) {
        self.limits = limits
        self.submit = submit
        self.lookUp = lookUp
    }

    /// The user's name as far as it is known without a look-up.
    func known(_ user: UInt32) -> String? { state.withLockedValue { $0.entries[user]?.name } }

    /// The user's name; `uid N` when the user has none, or it takes too long to learn.
    func name(of user: UInt32) async -> String {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let step = state.withLockedValue { $0.ask(user, continuation, limits) }
            switch step {
            case .isKnown: continuation.resume()
            case .wait: return
            case .seek: seek(user)
            }
        }
        return known(user) ?? "uid \(user)"
    }

    private func seek(_ user: UInt32) {
        submit { [self] in
            let name = lookUp(user)
            let waiting = state.withLockedValue { $0.found(name, of: user, limits) }
            for continuation in waiting { continuation.resume() }
        }
        Task.detached { [self] in
            try? await Task.sleep(for: limits.patience)
            let waiting = state.withLockedValue { $0.tookTooLong(user) }
            for continuation in waiting { continuation.resume() }
        }
    }
}

extension UserNames.State {
    mutating func ask(
        _ user: UInt32,
        _ continuation: CheckedContinuation<Void, Never>,
        _ limits: UserNames.Limits
    ) -> UserNames.Step {
        let now = UserNames.Instant.now
        var entry = entries[user] ?? UserNames.Entry(name: nil, staleAt: now)
        guard entry.isSought || entry.staleAt <= now else { return .isKnown }
        if entry.isSought {
            guard !entry.isSlow else { return .isKnown }
            entries[user]?.waiting.append(continuation)
            return .wait
        }
        guard lookUps < limits.lookUps else { return .isKnown }
        if entries.count >= limits.users { entries = entries.filter(\.value.isSought) }
        entry.isSought = true
        entry.waiting = [continuation]
        entries[user] = entry
        lookUps += 1
        return .seek
    }

    /// A look-up has come to its end; answers those who waited.
    mutating func found(
        _ name: String?,
        of user: UInt32,
        _ limits: UserNames.Limits
    ) -> [CheckedContinuation<Void, Never>] {
        lookUps -= 1
        let waiting = entries[user]?.waiting ?? []
        entries[user] = UserNames.Entry(name: name, staleAt: .now + limits.lifetime)
        return waiting
    }

    /// Nobody waits for a look-up any longer, if it still goes on.
    mutating func tookTooLong(_ user: UInt32) -> [CheckedContinuation<Void, Never>] {
        guard var entry = entries[user], entry.isSought else { return [] }
        defer { entries[user] = entry }
        entry.isSlow = true
        defer { entry.waiting = [] }
        return entry.waiting
    }
}
