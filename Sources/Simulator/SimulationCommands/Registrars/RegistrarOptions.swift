internal import AdminAPI
internal import ArgumentParser
internal import Certificates
internal import Documents
internal import Simulation
internal import TLS

/// What a simulated call manager and a gateway have in common.
struct RegistrarOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The numeric address to listen on.", valueName: "address"))
    var listen = "127.0.0.1"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The port for phones in the clear; 0 lets the system choose. (default: 5060)",
            valueName: "port"
        ),
        transform: { try NumberLimit.port.number($0) }
    )
    var clearPort = 5_060

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The port for phones over TLS; 0 lets the system choose. (default: 5061)",
            valueName: "port"
        ),
        transform: { try NumberLimit.port.number($0) }
    )
    var tlsPort = 5_061

    @Option(name: .long, help: ArgumentHelp("Its certificate, in PEM or DER.", valueName: "path"))
    var certificate: String?

    @Option(name: .long, help: ArgumentHelp("The key of its certificate, in PEM.", valueName: "path"))
    var key: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Make a self-signed certificate of this common name; written to --certificate and --key when given.",
            valueName: "name"
        )
    )
    var makeCertificate: String?

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp(
            "Phones that are let in over TLS: their issuers or their own certificates, PEM or CAPF.der; repeatable.",
            valueName: "path"
        )
    )
    var trust: [String] = []

    @OptionGroup var making: CertificateOptions
    @OptionGroup var events: EventOptions

    /// Refuses what cannot be.
    func validate() throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("Give --certificate and --key together.")
        }
    }

    /// What phones see, read or made; `nil` when nothing was asked for.
    func identity() throws -> TLSIdentity? {
        guard let name = makeCertificate else {
            guard let certificate, let key else { return nil }
            return try InputFile.identity(certificate: certificate, key: key)
        }
        let made = try ServerIdentity.make(commonName: name, validity: making.validity, making.keyType)
        if let certificate, let key { try OutputFile.write(made, certificate: certificate, key: key) }
        return made
    }

    /// The settings of the signalling ports.
    func settings(_ kind: Registrar.Kind, _ identity: TLSIdentity?) throws -> RegistrarSettings {
        var settings = RegistrarSettings(kind, host: listen)
        settings.clearPort = clearPort
        var certificates: [Certificate] = []
        for path in trust {
            certificates += try InputFile.read(path) { bytes throws(CertificateError) in
                try Certificate.loadAll(bytes, limit: Certificate.maximumBundleByteCount)
            }
        }
        if let identity {
            let trust = TLSClientTrust(certificates)
            settings.secure = RegistrarSettings.Secure(port: tlsPort, identity: identity, trust: trust)
        }
        return settings
    }

    /// Runs the simulator until a signal stops it.
    func run(_ settings: RegistrarSettings) throws {
        let commands = try CommandPipe()
        commands.takeSignals()
        try SimulatedRegistrar(settings) { try? events.tell($0) }.run(commands)
    }
}
