internal import CommandLines
internal import Documents
internal import Glibc

/// Data goes to standard output, talk to standard error.
enum Output {
    /// Prints data.
    static func standard(_ text: String) throws(Problem) { try StandardStream.output.write(line: text) }

    /// Prints talk; where nobody can be told, nobody is.
    static func error(_ text: String) { try? StandardStream.error.write(line: text) }

    /// Writes over the current line of the terminal; an empty text clears it.
    static func status(_ text: String) { try? StandardStream.error.write(Array("\r\u{1B}[K\(text)".utf8)) }

    /// Whether somebody watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
}
