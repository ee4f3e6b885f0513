internal import Glibc
internal import Logging
internal import Platform
internal import ServiceLifecycle
internal import UnixSignals

/// What SIGHUP means: it never ends the daemon without a drain.
enum Hangup {
    /// The daemon runs on somebody's terminal, which hangs up when it is closed: the daemon stops as by SIGTERM.
    case stops
    /// It has no terminal, so it is a reload that somebody asks for: there is nothing to reload, and that is logged.
    case isLogged
    /// Whoever started it has it ignore the signal, as nohup(1) does.
    case isIgnored

    /// What it means for this process; to be called before the signal is trapped.
    static func atStart() -> Hangup {
        var former = sigaction()
        unsafe sigaction(SIGHUP, nil, &former)
        let isIgnored = unsafe unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self) == Int(bitPattern: 1)
        if isIgnored { return .isIgnored }
        if (try? FileDescriptor(opening: "/dev/tty", O_RDWR | O_NOCTTY)) != nil { return .stops }
        // Until the service below listens.
        signal(SIGHUP, SIG_IGN)
        return .isLogged
    }

    /// The signals that stop the daemon in order beside the usual ones.
    var signals: [UnixSignal] { self == .stops ? [.sighup] : [] }

    /// What answers the signal otherwise.
    func services(_ logger: Logger) -> [any Service] { self == .isLogged ? [HangupService(logger: logger)] : [] }
}

/// Logs that there is nothing to reload.
private struct HangupService: Service {
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            logger.notice("nothing to reload", metadata: ["remedy": "a flag of cnfd takes effect at the next start"])
        }
    }
}
