internal import ArgumentParser

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The daemon's control socket (environment: CNFD_SOCKET).", valueName: "path")
    )
    var socket: String?

    @Option(name: .long, help: "Print the answer as table, json or yaml; a list also as csv, or name: its names alone.")
    var output: OutputFormat?

    @Flag(name: .long, help: "Print JSON; errors too.")
    var json = false

    @Flag(name: .long, help: "Ask nothing: answer yes to the summary of a change.")
    var yes = false

    @Flag(name: .long, help: "Print no colours; neither does NO_COLOR or TERM=dumb, nor anything but a terminal.")
    var noColor = false

    @Flag(name: .long, help: "Print times as they are on a terminal, too, and not from now.")
    var absolute = false

    /// Where systemd puts the runtime directory of the unit.
    static let defaultSocket = "/run/cnfd/control.sock"

    /// The socket to use: the flag over the environment over the default.
    var socketPath: String { Self.socketPath(given: socket) }

    /// The socket to use when a call names this one, or none.
    static func socketPath(given socket: String?) -> String {
        socket ?? Environment.value("CNFD_SOCKET") ?? defaultSocket
    }

    /// How answers are printed.
    var format: OutputFormat { json ? .json : output ?? .text }

    func validate() throws {
        guard !json || output == nil || output == .json else {
            throw ValidationError("--json and --output \(output?.rawValue ?? "") contradict each other.")
        }
    }
}
