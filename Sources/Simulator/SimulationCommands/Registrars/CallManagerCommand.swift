internal import ArgumentParser
internal import Simulation

/// `cnfsim call-manager`.
struct CallManagerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call-manager",
        abstract: "Play a call manager: its signalling ports.",
        discussion: """
            It prints each port, "ready", and then a line for each event. Signals control it: SIGUSR1 takes its power \
            away, SIGUSR2 gives it back, SIGHUP resets the phones that are registered, SIGTERM ends it. Without a \
            certificate it has no port for TLS.

            Examples:
              cnfsim call-manager --listen 127.0.0.2
              cnfsim call-manager --clear-port 0 --tls-port 0 --make-certificate cm1 --certificate cm1.pem --key cm1.key \
            --trust capf/CAPF.der
            """
    )

    @OptionGroup var options: RegistrarOptions

    func run() throws {
        try Refusals.telling(json: options.events.json) {
            try options.run(try options.settings(.callManager, try options.identity()))
        }
    }
}
