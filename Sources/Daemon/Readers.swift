internal import AdminServer
internal import Documents

/// The group whose members may look and change nothing.
enum Readers {
    /// The group that counts when none is named.
    static let defaultGroup = "cnfd-readers"

    /// The system's group of the given name, or of the default name if there is one.
    ///
    /// - Throws: A `Problem` when a group is named that the system does not have: whoever names one relies on it.
    static func group(_ name: String?) throws(Problem) -> SystemGroup? {
        guard let name else { return SystemGroup(named: defaultGroup) }
        guard let group = SystemGroup(named: name) else {
            throw Problem(
                .unavailable,
                code: "unknown-group",
                "There is no group \(name) on this system.",
                object: "readers-group",
                hint: "Make it with groupadd --system \(name), or name another with --readers-group."
            )
        }
        return group
    }
}
