internal import Documents
internal import FoundationEssentials
internal import Glibc

/// Files named on the command line.
enum InputFile {
    /// The bytes of the file at `path`; of standard input for `-`.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        do {
            return try Array(Data(contentsOf: URL(filePath: path == "-" ? "/dev/stdin" : path)))
        } catch {
            let reason = unsafe String(cString: strerror(errno))
            throw Problem(
                .usage,
                code: "unreadable-file",
                "It cannot be read: \(reason).",
                object: "file \(path)",
                hint: "Check the path and its permissions."
            )
        }
    }
}
