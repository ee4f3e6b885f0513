internal import Documents
internal import Glibc

/// Files named on the command line.
enum InputFile {
    private static let chunkLength = 65_536

    /// The bytes of the file at `path`; of standard input for `-`.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkLength)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                guard errno == EINTR else { throw unreadable(path, errno) }
            } else {
                bytes += chunk.prefix(count)
            }
        }
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

    /// The first line that is not UTF-8, counted from 1. No byte of a UTF-8 sequence is a line feed.
    private static func firstBadLine(_ bytes: [UInt8]) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }

    private static func unreadable(_ path: String, _ code: CInt) -> Problem {
        Problem(
            .usage,
            code: "unreadable-file",
            "It cannot be read: \(unsafe String(cString: strerror(code))).",
            object: "file \(path)",
            hint: "Check the path and its permissions."
        )
    }
}
