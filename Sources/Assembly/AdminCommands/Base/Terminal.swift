internal import AdminAPI
internal import Documents
internal import Glibc

/// Questions to whoever sits at the terminal; without one nothing is ever asked.
enum Terminal {
    /// Whether somebody can be asked.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// How many columns the terminal has that answers go to; none when they go elsewhere.
    static var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    /// Shows a summary and asks for yes or no.
    ///
    /// - Parameters:
    ///   - summary: What is about to happen.
    ///   - flag: The flag that answers instead, for the refusal when nobody can be asked.
    /// - Throws: A refusal of kind `usage` without a terminal, and when the answer is not yes.
    static func confirm(_ summary: String, flag: String) throws(ProblemReport) {
        try requireTerminal(summary, flag: flag)
        guard ["y", "yes"].contains(ask(separated(summary) + Language.current.question)?.lowercased()) else {
            throw declined
        }
    }

    /// Shows a summary and asks for the object's name to be typed.
    static func confirm(_ summary: String, typing name: String, flag: String) throws(ProblemReport) {
        try requireTerminal(summary, flag: flag)
        guard ask("\(summary) Type \(name) to continue: ") == name else { throw declined }
    }

    /// A summary with what parts it from the question behind it.
    private static func separated(_ summary: String) -> String {
        summary.isEmpty || summary.hasSuffix("\n") ? summary : summary + " "
    }

    private static func requireTerminal(_ summary: String, flag: String) throws(ProblemReport) {
        guard canAsk else {
            // A refusal is one line, whatever the summary is.
            let line = summary.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw ProblemReport([
                Problem(
                    .usage,
                    code: "confirmation-needed",
                    "\(line) Nobody can be asked without a terminal.",
                    hint: "Repeat with \(flag)."
                )
            ])
        }
    }

    /// The refusal of someone who said no.
    static let declined = ProblemReport([
        Problem(.usage, code: "declined", "Nothing was changed.", hint: "Repeat the command when you are ready.")
    ])

    /// Asks for a line; none at the end of the input.
    static func ask(_ question: String) -> String? {
        var bytes = Array(question.utf8)
        _ = unsafe bytes.withUnsafeMutableBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        return readLine()
    }
}
