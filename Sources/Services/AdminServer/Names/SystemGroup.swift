internal import Glibc

/// A group of the system's.
public struct SystemGroup: Hashable, Sendable {
    /// Its number.
    public let id: UInt32
    /// Its name.
    public let name: String

    /// A group of that number and name, whether the system has it or not.
    init(id: UInt32, name: String) {
        self.id = id
        self.name = name
    }

    /// The longest entry of the group database read here: one of some ten thousand members. Our own bound.
    private static let bufferSize = 1 << 20

    /// What came of a look-up.
    public enum LookUp: Hashable, Sendable {
        /// The system has it.
        case found(SystemGroup)
        /// The system has none of that name.
        case missing
        /// The system has not said within the time.
        case tookTooLong
    }

    /// Looks for the system's group of a name, which may mean to ask a directory server.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - limit: How long to wait.
    /// - Returns: What came of it.
    public static func named(_ name: String, within limit: Duration) async -> LookUp {
        switch await SystemLookUp.answer(within: limit, { SystemGroup(named: name) }) {
        case .none: .tookTooLong
        case .some(.none): .missing
        case .some(.some(let group)): .found(group)
        }
    }

    /// The system's group of that name; none when there is none. It may take for ever.
    init?(named name: String) {
        var entry = unsafe Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: Self.bufferSize)
        guard unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &result) == 0, unsafe result != nil else {
            return nil
        }
        self.init(id: unsafe entry.gr_gid, name: name)
    }
}
