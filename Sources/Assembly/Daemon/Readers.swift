internal import AdminServer
internal import Documents
internal import Logging

/// The group whose members may look and change nothing.
enum Readers {
    /// The group that counts when none is named.
    static let defaultGroup = "cnfd-readers"

    /// How long the system may take to say what a group is; the daemon waits for it before it serves. Our own bound.
    private static let patience = Duration.seconds(10)

    /// The system's group of the given name, or of the default name if there is one.
    ///
    /// - Parameters:
    ///   - name: The name that was given.
    ///   - logger: Told when the system does not say in time; then there are no readers, and phones are served all the same.
    /// - Returns: The group; none when there is none.
    /// - Throws: A `Problem` when a group is named that the system does not have: whoever names one relies on it.
    static func group(_ name: String?, _ logger: Logger) async throws(Problem) -> SystemGroup? {
        switch await SystemGroup.named(name ?? defaultGroup, within: patience) {
        case .found(let group): return group
        case .missing:
            guard let name else { return nil }
            throw unknown(name)
        case .tookTooLong:
            logger.warning(
                "readers not admitted",
                metadata: [
                    "group": "\(name ?? defaultGroup)",
                    "reason": "The system has not said within \(patience.components.seconds) s what this group is.",
                    "remedy": "Mend the group database and restart cnfd.",
                ]
            )
            return nil
        }
    }

    private static func unknown(_ name: String) -> Problem {
        Problem(
            .unavailable,
            code: "unknown-group",
            "There is no group \(name) on this system.",
            object: "readers-group",
            hint: "Make it with groupadd --system \(name), or name another with --readers-group."
        )
    }
}
