internal import Glibc
internal import NIOConcurrencyHelpers
internal import Platform

/// The database and its write-ahead log as they stand on the disk, beside what SQLite has open of them: whether a commit that
/// SQLite reports is in the files that the next start will find.
///
/// SQLite goes on happily with files that were deleted or replaced, and reads a log by an index of its own, whatever was
/// written over it. So the files are looked at before a change and before it is acknowledged. Only the daemon's writer
/// changes them; when anybody else has, everything is read once more.
///
/// Its descriptors stay open as long as SQLite has the files open: closing one would take SQLite's locks away
/// (https://www.sqlite.org/howtocorrupt.html, section 2.2).
final class StoreFiles: Sendable {
    /// What became of the files.
    enum Loss: Error, Hashable {
        /// A file is not there any more.
        case missing(String)
        /// Another file stands in its place.
        case replaced(String)
        /// Something else was written over it.
        case altered(String)
    }

    /// Which file something is.
    private struct Identity: Hashable {
        var device: dev_t
        var inode: ino_t
    }

    /// What a file looked like after the daemon's last change of it.
    private struct Look: Hashable {
        var size: off_t
        var seconds: time_t
        var nanoseconds: Int

        init(_ status: stat) {
            size = status.st_size
            seconds = status.st_mtim.tv_sec
            nanoseconds = Int(status.st_mtim.tv_nsec)
        }
    }

    /// One of the files.
    private final class File: Sendable {
        let path: String
        private let owner: FileDescriptor
        let identity: Identity

        init(_ path: String) throws {
            self.path = path
            owner = try DiskFault.open(path, O_RDONLY)
            var status = stat()
            guard unsafe fstat(owner.value, &status) == 0 else { throw DiskFault.last }
            identity = Identity(device: status.st_dev, inode: status.st_ino)
        }

        var descriptor: CInt { owner.value }

        /// What it looks like now.
        func look() throws -> Look {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { throw Loss.missing(path) }
            guard Identity(device: status.st_dev, inode: status.st_ino) == identity else { throw Loss.replaced(path) }
            return Look(status)
        }
    }

    private let database: File
    private let log: File
    private let index: File
    /// What the database and its log looked like after the daemon's last change.
    private let looks: NIOLockedValueBox<[Look]>

    /// The files of a database that is open.
    ///
    /// - Throws: ``Loss`` or ``DiskFault`` when they are not there.
    init(_ path: String) throws {
        database = try File(path)
        log = try File(path + "-wal")
        index = try File(path + "-shm")
        looks = NIOLockedValueBox([])
        try note()
    }

    /// Checks that both are the files that SQLite has open.
    ///
    /// - Throws: ``Loss`` when they are not.
    func requirePlaces() throws {
        _ = try database.look()
        _ = try log.look()
    }

    /// Checks, before a change, that nobody else has written over them.
    ///
    /// - Parameter examine: Reads the whole database; called only when somebody has.
    /// - Throws: ``Loss`` when the next start would not find what is committed.
    func requireUntouched(_ examine: () throws -> Void) throws {
        let now = [try database.look(), try log.look()]
        // A file's time may stand still for some milliseconds, so the likeliest places are looked at each time.
        guard let header = FileBytes.read(database.descriptor, DatabaseFile.headerLength, at: 0),
            DatabaseFile.isOurs(header)
        else { throw Loss.altered(database.path) }
        try requireEnd()
        guard now != looks.withLockedValue({ $0 }) else { return }
        try requireLogWhole()
        do { try examine() } catch { throw Loss.altered(database.path) }
        try note()
    }

    /// Checks, behind a commit, that its end is what stands in the log under the log's name.
    ///
    /// - Throws: ``Loss`` when it is not.
    func requireCommitted() throws {
        try requirePlaces()
        try requireEnd()
    }

    /// Remembers what they look like after a change of the daemon's own.
    func note() throws {
        let now = [try database.look(), try log.look()]
        looks.withLockedValue { $0 = now }
    }

    private func requireEnd() throws {
        guard let end = try logIndex.end else { return }
        guard WriteAheadLog(log.descriptor).holds(end) else { throw Loss.altered(log.path) }
    }

    private func requireLogWhole() throws {
        guard let end = try logIndex.end else { return }
        guard WriteAheadLog(log.descriptor).isWhole(upTo: end) else { throw Loss.altered(log.path) }
    }

    private var logIndex: WriteAheadIndex {
        get throws {
            guard let index = WriteAheadIndex(index.descriptor) else { throw Loss.altered(index.path) }
            return index
        }
    }
}
