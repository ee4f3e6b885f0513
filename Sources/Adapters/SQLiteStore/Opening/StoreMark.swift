internal import Documents
internal import Glibc
internal import NIOConcurrencyHelpers
internal import OpenSSL
internal import Platform

/// The file beside the database that says that there is a store, and how far it had come when it was last heard of: a
/// database or a write-ahead log that is lost afterwards is missed, and never taken for a new store.
///
/// It is made once, whole. What an acknowledged commit adds is written in place and not waited for: the commit is on the disk
/// by then, so whichever of these writes a crash leaves behind, the store has come at least as far. The two records take
/// turns, so that one that a crash tears leaves the other.
final class StoreMark: Sendable {
    /// What the mark says.
    struct Record: Hashable {
        /// The store's incarnation id.
        var incarnation: String
        /// How many audit records there were at least.
        var audit: Int
    }

    static let name = "cnfd.store"
    private static let comment = """
        This file marks that cnfd keeps its state here. Without it, a missing database would be taken for a new one. Remove it
        only to begin anew, or after restoring cnfd.sqlite from a backup.

        """
    /// Octets of the comment and of each record.
    private static let part = 256
    private static let parts = 3

    private let file: FileDescriptor
    private let state: NIOLockedValueBox<(record: Record, turn: Int)>

    private init(_ file: consuming FileDescriptor, _ record: Record) {
        self.file = file
        state = NIOLockedValueBox((record, 0))
    }

    /// Where the mark of a state directory is.
    static func path(_ directory: String) -> String { "\(directory)/\(name)" }

    /// What the mark of a state directory says; none when it has none.
    ///
    /// - Throws: `Problem` when there is one that cannot be read.
    static func read(_ directory: String) throws -> Record? {
        let path = path(directory)
        guard let file = try existing(path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: part * parts)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(file.value, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count else { throw unreadable(path, "it is too short") }
        let records = (1..<parts).compactMap { decode(bytes[$0 * part..<($0 + 1) * part]) }
        guard let record = records.max(by: { $0.audit < $1.audit }) else { throw unreadable(path, "it is damaged") }
        return record
    }

    private static func existing(_ path: String) throws(Problem) -> FileDescriptor? {
        do throws(SystemFailure) {
            return try FileDescriptor.existing(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            throw unreadable(path, error.text)
        }
    }

    /// The mark of a state directory, made or brought up to date, on the disk.
    ///
    /// - Throws: ``DiskFault`` when it cannot be written.
    static func make(_ directory: String, _ record: Record) throws -> StoreMark {
        let path = path(directory)
        let temporary = path + ".new"
        let mark = StoreMark(
            try DiskFault.open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600),
            record
        )
        do {
            try mark.write(padded(Array(comment.utf8)), at: 0)
            for index in 1..<parts { try mark.write(encode(record), at: index) }
            guard fsync(mark.file.value) == 0, unsafe rename(temporary, path) == 0 else { throw DiskFault.last }
            try syncDirectory(directory)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        return mark
    }

    /// Notes how far the store has come; what cannot be written leaves what the mark said before, which is true still.
    func note(audit: Int) {
        state.withLockedValue { state in
            guard audit > state.record.audit else { return }
            state.record.audit = audit
            state.turn = 1 - state.turn
            try? write(Self.encode(state.record), at: 1 + state.turn)
        }
    }

    /// Brings what was noted to the disk, as far as it goes.
    func synchronize() { fsync(file.value) }

    private func write(_ bytes: [UInt8], at index: Int) throws {
        let offset = off_t(index * Self.part)
        let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(file.value, $0.baseAddress, $0.count, offset) }
        guard count == bytes.count else { throw count < 0 ? DiskFault.last : DiskFault.full }
    }

    /// Brings the names of a directory's files to the disk.
    static func syncDirectory(_ path: String) throws {
        let directory = try DiskFault.open(path, O_RDONLY | O_DIRECTORY)
        guard fsync(directory.value) == 0 else { throw DiskFault.last }
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.prefix(part) + [UInt8](repeating: UInt8(ascii: " "), count: max(0, part - bytes.count))
    }

    private static func encode(_ record: Record) -> [UInt8] {
        let text = "incarnation=\(record.incarnation) audit=\(record.audit)"
        return padded(Array("\(text) sum=\(sum(text))".utf8))
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> Record? {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[0].hasPrefix("incarnation="), words[1].hasPrefix("audit="),
            words[2] == "sum=\(sum("\(words[0]) \(words[1])"))", let audit = Int(words[1].dropFirst("audit=".count))
        else { return nil }
        return Record(incarnation: String(words[0].dropFirst("incarnation=".count)), audit: audit)
    }

    /// Tells a torn record from a whole one.
    private static func sum(_ text: String) -> String {
        Hexadecimal.lowerCase(SHA256Digest.of(Array(text.utf8)).bytes.prefix(8))
    }

    private static func unreadable(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable,
            code: "store-mark",
            "It cannot be read: \(reason).",
            object: "mark \(path)",
            hint:
                "See that cnfd.sqlite beside it is the database that you expect, then run rm \(ShellWord.quoted(path))."
        )
    }
}
