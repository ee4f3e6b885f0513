internal import FoundationEssentials
internal import Glibc

/// A file in the control socket's place, as far as it tells one from another.
struct SocketFile: Hashable, Sendable {
    /// The device it is on.
    let device: Int
    /// Its inode's number. While a socket is open its number is nobody else's; afterwards it may be given again.
    let inode: Int
    /// When it was made, as far as a socket's file tells: by then a number that was given again differs.
    let modified: Date
    /// Its group.
    let group: gid_t
    /// Its owner.
    let owner: uid_t
    /// Whether it is a socket.
    let isSocket: Bool

    /// What stands at a path; none when nothing does, or nobody can tell.
    init?(at path: String) {
        // Foundation's, for two C modules declare `struct stat` and the compiler may pick either.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let device = Self.number(attributes[.systemNumber]), let inode = Self.number(attributes[.systemFileNumber]),
            let group = Self.number(attributes[.groupOwnerAccountID]),
            let owner = Self.number(attributes[.ownerAccountID]), let modified = attributes[.modificationDate] as? Date
        else { return nil }
        self.device = device
        self.inode = inode
        self.modified = modified
        self.group = gid_t(truncatingIfNeeded: group)
        self.owner = uid_t(truncatingIfNeeded: owner)
        isSocket = attributes[.type] as? FileAttributeType == .typeSocket
    }

    /// Whether it is the same file, as long as the socket behind it is open.
    func isSame(as other: SocketFile) -> Bool { device == other.device && inode == other.inode }

    private static func number(_ value: Any?) -> Int? {
        switch value {
        case let number as UInt: Int(clamping: number)
        case let number as Int: number
        case let number as UInt64: Int(clamping: number)
        case let number as Int64: Int(clamping: number)
        case let number as Int32: Int(number)
        case let number as UInt32: Int(number)
        default: nil
        }
    }
}
