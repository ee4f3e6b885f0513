public import Documents
internal import Glibc
internal import Platform

/// Where a command writes: data goes to standard output, talk to standard error.
public enum StandardStream: Sendable {
    case output
    case error

    /// Writes all of it. A reader that has gone away (`| head`) wants no more, which is no fault.
    ///
    /// - Parameter bytes: What is written.
    /// - Throws: That it could not be written, on a full disk for instance: who asked must not take a part for all.
    public func write(_ bytes: [UInt8]) throws(Problem) {
        do throws(SystemFailure) {
            try WholeWrite.write(bytes, to: self == .output ? STDOUT_FILENO : STDERR_FILENO)
        } catch {
            guard error.errno != EPIPE else { return }
            throw Problem(
                .unavailable,
                code: "unwritable-output",
                "It cannot be written: \(error.text).",
                object: self == .output ? "standard output" : "standard error",
                hint: "Mend the output and ask again; a change that was asked for has been made."
            )
        }
    }

    /// Writes a text, and an end of line when it has none.
    public func write(line text: String) throws(Problem) {
        try write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }
}
