internal import CommandLines
internal import Documents
internal import Glibc
internal import Platform

/// The file of a kept plan: readable by its owner only, for it may hold passwords, and whole or not there.
enum PlanFile {
    /// Writes a plan, in the place of an earlier one; any other file that is there stays as it is.
    static func write(_ text: String, to path: String) throws(Problem) {
        try requirePlace(for: text, at: path)
        do throws(SystemFailure) {
            let file = try TemporaryFile("\(path).")
            let temporary = file.path
            do throws(SystemFailure) {
                try WholeWrite.write(Array(text.utf8), to: file.descriptor)
                try file.close()
                _ = try SystemFailure.checkLast(unsafe rename(temporary, path))
            } catch {
                _ = unsafe unlink(temporary)
                throw error
            }
        } catch {
            throw unwritable(path, error)
        }
    }

    /// A plan begins with a word of its own.
    private static func requirePlace(for text: String, at path: String) throws(Problem) {
        guard let file = try former(path) else { return }
        let word = Array((text.split(separator: " ", maxSplits: 1).first ?? "").utf8)
        let start = unsafe [UInt8](unsafeUninitializedCapacity: word.count) { buffer, count in
            count = unsafe max(0, read(file.value, buffer.baseAddress, word.count))
        }
        guard start == word else { throw occupied(path) }
    }

    /// What is there, when it can be read.
    private static func former(_ path: String) throws(Problem) -> FileDescriptor? {
        do throws(SystemFailure) {
            return try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
        } catch {
            // What may not be read may be anything.
            guard error.errno != EACCES else { throw occupied(path) }
            return nil
        }
    }

    private static func occupied(_ path: String) -> Problem {
        Problem(
            .usage,
            code: "file-exists",
            "It is there already, and is no plan; it stays as it is.",
            object: "file \(path)",
            hint: "Name another file with --out, or remove this one."
        )
    }

    private static func unwritable(_ path: String, _ failure: SystemFailure) -> Problem {
        Problem(
            .usage,
            code: "unwritable-file",
            "It cannot be written: \(failure.text).",
            object: "file \(path)",
            hint: "Check the path and its permissions."
        )
    }
}
