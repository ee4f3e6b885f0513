internal import AdminAPI
internal import Administration
public import ArgumentParser
internal import Documents
internal import Glibc
internal import Logging
internal import Notifiers
internal import Platform
internal import StaticFiles
internal import Store
internal import TFTPServer

/// `cnfd`: the daemon's command line.
public struct CnfdCommand: AsyncParsableCommand {
    /// The help.
    public static let configuration = CommandConfiguration(
        commandName: "cnfd",
        abstract: "Serve IP phones their configuration files over TFTP.",
        discussion: """
            Example:
              cnfd --state-directory /var/lib/cnfd --tftp-listen 0.0.0.0:69 --control-socket /run/cnfd/control.sock

            SIGTERM stops taking requests, finishes running transfers, and exits 0.
            """,
        version: ProductVersion.text
    )

    @Option(name: .long, help: ArgumentHelp("Where the database is.", valueName: "path"))
    var stateDirectory = "/var/lib/cnfd"

    @OptionGroup(title: "TFTP")
    var tftp: TFTPOptions

    @Option(name: .long, help: ArgumentHelp("The unix socket cnfctl talks to.", valueName: "path"))
    var controlSocket = "/run/cnfd/control.sock"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The system group whose members may look with cnfctl and change nothing (default: cnfd-readers, if there is one).",
            valueName: "group"
        )
    )
    var readersGroup: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Firmware loads, ring lists and other files to serve as they are.", valueName: "path")
    )
    var staticDirectory: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How phones are told that there is a new file for them: none, command:PATH (the phones on its standard input) "
                + "or sip[:PORT] (NOTIFY to the address they last fetched from).",
            valueName: "notifier"
        )
    )
    var notifier = "none"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long after a reset a phone that has not fetched its file counts as stale. (default: 3600)",
            valueName: "seconds"
        ),
        transform: { try NumberLimit.staleAfter.number($0) }
    )
    var staleAfter: Int = OperationSettings.defaultStaleAfter

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many of the latest revisions are kept, whatever their age. (default: 100)",
            valueName: "number"
        ),
        transform: { try NumberLimit.keptRevisions.number($0) }
    )
    var keepRevisions: Int = 100

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For how many days each revision is kept; what is served always is. (default: 90)",
            valueName: "number"
        ),
        transform: { try NumberLimit.keptDays.number($0) }
    )
    var keepDays: Int = 90

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How often gateways are asked whether they still present the accepted certificate, for instance 6h; never "
                + "to ask none, as in a lab.",
            valueName: "time"
        )
    )
    var certificateCheckInterval = "6h"

    @Option(name: .long, help: ArgumentHelp("trace, debug, info, notice, warning or error.", valueName: "level"))
    var logLevel = "info"

    /// A command with its defaults.
    public init() {}

    /// Refuses what cannot be a setting.
    public func validate() throws {
        _ = try settings()
    }

    /// Runs the daemon.
    public func run() async throws {
        let settings = try settings()
        let log = try Self.beginLog()
        // Whatever ends here is told of, and a log that nobody reads is not waited for.
        defer { log.finish() }
        do {
            try await Daemon(settings: settings, log: log).run()
        } catch {
            log.write(line: "cnfd: \(Self.reason(error))")
            throw ExitCode.failure
        }
    }

    private static func beginLog() throws -> LogWriter {
        do throws(Problem) {
            return try DaemonLog.begin()
        } catch {
            var sink = LogSink(descriptor: STDERR_FILENO)
            _ = sink.write(Array("cnfd: \(error)\n".utf8)[...])
            throw ExitCode.failure
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case is Problem, is any RemediedError: "\(error)"
        default: "It stopped: \(error). See the log above, mend the cause and start it again."
        }
    }

    private func settings() throws -> DaemonSettings {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError(
                "\"\(logLevel)\" is not a log level; write trace, debug, info, notice, warning or error."
            )
        }
        guard let interval = TimeSpan(certificateCheckInterval == "never" ? "0" : certificateCheckInterval) else {
            throw ValidationError(
                "--certificate-check-interval is \"\(certificateCheckInterval)\"; \(TimeSpan.examples), or never."
            )
        }
        return DaemonSettings(
            stateDirectory: stateDirectory,
            controlSocket: controlSocket,
            readersGroup: readersGroup,
            staticDirectory: staticDirectory,
            tftp: try tftp.settings(),
            notifier: try notifierSetting(),
            staleAfter: staleAfter,
            retention: Retention(revisions: keepRevisions, days: keepDays),
            certificateCheckInterval: interval,
            logLevel: level
        )
    }

    private func notifierSetting() throws -> NotifierSetting {
        do throws(InvalidValue) {
            return try NotifierSetting(notifier)
        } catch {
            throw ValidationError("--notifier: \(error)")
        }
    }
}
