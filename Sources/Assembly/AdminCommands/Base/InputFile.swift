internal import Documents
internal import Glibc
internal import Platform

/// Files named on the command line.
enum InputFile {
    /// The bytes of the file at `path`; of standard input for `-`.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        let chunks = try InputChunks(path)
        var bytes: [UInt8] = []
        while let chunk = try chunks.next() { bytes += chunk }
        return bytes
    }

    /// The bytes of the regular file at `path`.
    ///
    /// - Throws: That it is something else, cannot be read, or has more than `limit` bytes.
    static func regular(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
        let chunks = try InputChunks(regular: path)
        var bytes: [UInt8] = []
        while let chunk = try chunks.next() {
            bytes += chunk
            guard bytes.count <= limit else {
                throw Problem(
                    .validation,
                    code: "file-too-large",
                    "It has more than \(limit) bytes.",
                    object: "file \(path)",
                    hint: "Give a phone's file."
                )
            }
        }
        return bytes
    }

    /// The refusal of what is no regular file.
    static func irregular(_ path: String) -> Problem {
        Problem(
            .usage,
            code: "no-regular-file",
            "It is not a regular file.",
            object: "file \(path)",
            hint: "Give a file, not a directory, pipe, socket or device."
        )
    }

    /// The text of the file at `path`, which must be UTF-8.
    static func text(_ path: String) throws(Problem) -> String {
        let bytes = try read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(
                .validation,
                code: "not-utf-8",
                "It is not UTF-8.",
                object: "file \(path)",
                hint: "Save it as UTF-8; nothing was applied.",
                line: firstBadLine(bytes)
            )
        }
        return text
    }

    /// What a file is called where it lies; none for standard input.
    static func place(_ path: String) -> String? {
        guard path != "-", let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The last part of a path.
    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The first line that is not UTF-8, counted from 1. No byte of a UTF-8 sequence is a line feed.
    private static func firstBadLine(_ bytes: [UInt8]) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }

    static func unreadable(_ path: String, _ failure: SystemFailure) -> Problem {
        Problem(
            .usage,
            code: "unreadable-file",
            "It cannot be read: \(failure.text).",
            object: "file \(path)",
            hint: "Check the path and its permissions."
        )
    }
}

/// A file named on the command line, or standard input for `-`, a chunk at a time.
final class InputChunks {
    private static let length = 262_144

    private let path: String
    /// The file; none for standard input, which stays open.
    private let file: FileDescriptor?
    private let descriptor: CInt

    /// Opens the file.
    init(_ path: String) throws(Problem) {
        self.path = path
        guard path != "-" else {
            descriptor = STDIN_FILENO
            file = nil
            return
        }
        let file = try Self.open(path, O_RDONLY)
        descriptor = file.value
        self.file = consume file
    }

    /// Opens a regular file, and nothing else: opening a FIFO would wait for whoever writes to it, and a device may never end.
    ///
    /// - Parameter path: The file, or a symbolic link to it.
    /// - Throws: A `Problem` of the code ``notRegular`` for anything else; that it cannot be read.
    init(regular path: String) throws(Problem) {
        self.path = path
        // It must not wait, if it is something else after all.
        let file = try Self.open(path, O_RDONLY | O_NONBLOCK)
        descriptor = file.value
        self.file = consume file
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw InputFile.irregular(path)
        }
    }

    /// Whether it can be read again from its beginning: it is neither a pipe nor a terminal.
    var isRewindable: Bool { lseek(descriptor, 0, SEEK_CUR) >= 0 }

    /// Goes back to the beginning.
    func rewind() { lseek(descriptor, 0, SEEK_SET) }

    private static func open(_ path: String, _ flags: CInt) throws(Problem) -> FileDescriptor {
        do throws(SystemFailure) {
            return try FileDescriptor(opening: path, flags)
        } catch {
            throw InputFile.unreadable(path, error)
        }
    }

    /// The next bytes; none at the end.
    func next() throws(Problem) -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: Self.length)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return Array(chunk.prefix(count)) }
            if count == 0 { return nil }
            guard errno == EINTR else { throw InputFile.unreadable(path, .last) }
        }
    }
}
