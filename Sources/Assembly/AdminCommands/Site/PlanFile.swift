internal import Documents
internal import Glibc

/// The file of a kept plan: readable by its owner only, for it may hold passwords, and whole or not there.
enum PlanFile {
    /// Writes a plan, in the place of an earlier one; any other file that is there stays as it is.
    static func write(_ text: String, to path: String) throws(Problem) {
        try requirePlace(for: text, at: path)
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

    /// A plan begins with a word of its own.
    private static func requirePlace(for text: String, at path: String) throws(Problem) {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 || errno == EACCES else { return }
        defer { if descriptor >= 0 { close(descriptor) } }
        let word = Array((text.split(separator: " ", maxSplits: 1).first ?? "").utf8)
        let start = unsafe [UInt8](unsafeUninitializedCapacity: word.count) { buffer, count in
            count = unsafe max(0, read(descriptor, buffer.baseAddress, word.count))
        }
        guard start != word else { return }
        throw Problem(
            .usage,
            code: "file-exists",
            "It is there already, and is no plan; it stays as it is.",
            object: "file \(path)",
            hint: "Name another file with --out, or remove this one."
        )
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
