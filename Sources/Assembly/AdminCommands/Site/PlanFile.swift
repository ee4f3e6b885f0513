internal import Documents
internal import Glibc

/// The file of a kept plan: readable by its owner only, for it may hold passwords, and whole or not there.
enum PlanFile {
    /// Writes a plan, in the place of a file that is there.
    static func write(_ text: String, to path: String) throws(Problem) {
        var template = Array("\(path).XXXXXX".utf8CString)
        // Created with mode 0600 (mkstemp(3)).
        let descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        let temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        var failure: CInt = 0
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty, failure == 0 {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failure = errno }
        }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, unsafe rename(temporary, path) != 0 { failure = errno }
        guard failure != 0 else { return }
        _ = unsafe unlink(temporary)
        throw unwritable(path, failure)
    }

    private static func unwritable(_ path: String, _ code: CInt) -> Problem {
        Problem(
            .usage,
            code: "unwritable-file",
            "It cannot be written: \(unsafe String(cString: strerror(code))).",
            object: "file \(path)",
            hint: "Check the path and its permissions."
        )
    }
}
