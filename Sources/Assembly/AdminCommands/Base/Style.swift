internal import Glibc
internal import Platform

/// How an answer looks to people: with colours and relative times on a terminal, plain everywhere else.
struct Style: Sendable {
    /// Colours, by what they say; the words say it, too.
    enum Colour: String, Sendable {
        /// As it should be.
        case good = "32"
        /// To be looked into.
        case doubtful = "33"
        /// Not as it should be.
        case bad = "31"
    }

    /// Whether there are colours.
    var isColoured = false
    /// The second since 1970 from which times are told; none when they are told as they are.
    var now: UnixTime?

    /// Without either.
    static let plain = Style()

    /// The style of the command that runs.
    @TaskLocal static var current = Style.plain

    /// Decides.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether answers go to a terminal.
    ///   - forbidsColour: Whether `--no-color` was given.
    ///   - isAbsolute: Whether `--absolute` was given.
    ///   - now: The second since 1970.
    ///   - variable: The value of an environment variable.
    init(
        isTerminal: Bool,
        forbidsColour: Bool,
        isAbsolute: Bool,
        now: UnixTime,
        environment variable: (String) -> String?
    ) {
        // https://no-color.org: when present and not an empty string, regardless of its value.
        let isUnwanted = forbidsColour || variable("NO_COLOR")?.isEmpty == false
        let terminal = variable("TERM") ?? ""
        isColoured = isTerminal && !isUnwanted && !terminal.isEmpty && terminal != "dumb"
        self.now = isTerminal && !isAbsolute ? now : nil
    }

    private init() {}

    /// The style of a call with these flags, on this process's standard output.
    init(_ global: GlobalOptions) {
        self.init(
            isTerminal: isatty(STDOUT_FILENO) == 1,
            forbidsColour: global.noColor,
            isAbsolute: global.absolute,
            now: WallClock.now(),
            environment: Environment.value
        )
    }

    /// A text in a colour.
    func painted(_ text: String, _ colour: Colour?) -> String {
        guard isColoured, let colour, !text.isEmpty else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }

    /// A cell of a table: a time is told from now.
    func cell(_ text: String) -> String {
        guard let now, let time = RelativeTime.second(of: text) else { return text }
        return RelativeTime.text(from: now, to: time)
    }

    /// A field of its own: a time as it is, and told from now.
    func field(_ text: String) -> String {
        guard let now, let time = RelativeTime.second(of: text) else { return text }
        return "\(text) (\(RelativeTime.text(from: now, to: time)))"
    }
}
