internal import AdminAPI
internal import ArgumentParser
internal import Certificates
internal import Simulation
internal import TLS

/// `cnfsim gateway`.
struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Play a survivable gateway: its credential service and its signalling ports.",
        discussion: """
            It prints each port, "ready", and then a line for each event. Signals control it: SIGUSR1 takes its power \
            away, SIGUSR2 gives it back, SIGTERM ends it.

            Examples:
              cnfsim gateway --make-certificate branch-12 --trust capf/CAPF.der
              cnfsim gateway --listen 127.0.0.2 --provider-port 0 --clear-port 0 --tls-port 0 --certificate gw.pem \
            --key gw.key --trust phones.pem --json
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The certificate provider port; 0 lets the system choose. (default: 2445)",
            valueName: "port"
        ),
        transform: { try NumberLimit.port.number($0) }
    )
    var providerPort = 2_445

    @Flag(name: .long, help: "Show a second certificate in turn, as an HSRP pair of gateways does.")
    var hsrpPair = false

    @OptionGroup var options: RegistrarOptions

    func run() throws {
        try Refusals.telling(json: options.events.json) {
            guard let identity = try options.identity() else {
                throw ValidationError("Give --certificate and --key, or let one be made with --make-certificate.")
            }
            var identities = [identity]
            if hsrpPair {
                identities.append(
                    try ServerIdentity.make(
                        commonName: identity.certificate.commonName ?? "gateway",
                        validity: options.making.validity,
                        options.making.keyType
                    )
                )
            }
            var settings = try options.settings(.gateway, identity)
            settings.certificateProvider = RegistrarSettings.CertificateProvider(
                port: providerPort,
                identities: identities
            )
            for identity in identities {
                try options.events.tell(
                    SimulationEvent(
                        "certificate",
                        [
                            "subject": identity.certificate.subject,
                            "sha256": "\(identity.certificate.sha256Fingerprint)",
                        ]
                    )
                )
            }
            try options.run(settings)
        }
    }
}
