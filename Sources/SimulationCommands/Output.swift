internal import Glibc

/// Data goes to standard output, talk to standard error.
enum Output {
    /// Prints data.
    static func standard(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Prints talk.
    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Writes over the current line of the terminal; an empty text clears it.
    static func status(_ text: String) { write("\r\u{1B}[K" + text, to: STDERR_FILENO) }

    /// Whether somebody watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: CInt) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that has gone away (| head) wants no more.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
