internal import AdminAPI
public import ArgumentParser
internal import Certificates
public import ClusterModel
internal import CommandLines
internal import Documents
public import Simulation

/// `cnfsim phone`.
struct PhoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone",
        abstract: "Boot one phone, register it, and let it fail over and fall back.",
        discussion: """
            It fetches its files over TFTP, registers with the call managers of its file, fails over to the gateway when \
            they go away, and falls back. Each step is a line. SIGHUP resets it, SIGTERM ends it. With --until it ends \
            when that is reached: exit code 0, or 8 when the time was over before. When no TFTP server answers, it says so and \
            ends: exit code 7.

            Examples:
              cnfsim phone SEP001122334455 --server 127.0.0.1:69 --until registered --timeout 20
              cnfsim phone SEP001122334455 --server 127.0.0.1:69 --certificate capf/SEP001122334455.pem \
            --key capf/SEP001122334455.key --call-manager-certificate cm1.pem --map 127.0.12.1:5061=127.0.0.1:5061 \
            --time-scale 0.01
            """
    )

    @Argument(help: ArgumentHelp("The phone's name or address.", valueName: "name"))
    var name: String

    @Option(name: .long, help: ArgumentHelp("The TFTP server; an IPv6 address in brackets.", valueName: "address:port"))
    var server: String

    @Option(name: .long, help: ArgumentHelp("The phone's certificate (LSC), in PEM or DER.", valueName: "path"))
    var certificate: String?

    @Option(name: .long, help: ArgumentHelp("The key of its certificate, in PEM.", valueName: "path"))
    var key: String?

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp(
            "A certificate that a call manager may show, as a trust list would tell; repeatable.",
            valueName: "path"
        )
    )
    var callManagerCertificate: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the phone does about an expired certificate in its file: omit or keep.",
            valueName: "policy"
        )
    )
    var expiredCertificate = ExpiredCertificatePolicy.omit

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp(
            "Connect elsewhere than a file says: 192.0.2.1:5060=127.0.0.1:40001; repeatable.",
            valueName: "from=to"
        )
    )
    var map: [AddressMapping] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "End when this is reached: \(PhoneGoal.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "state"
        )
    )
    var until: PhoneGoal?

    @Option(
        name: .long,
        help: ArgumentHelp("How long at most.", valueName: "seconds"),
        transform: { try DecimalLimit.wait.number($0) }
    )
    var timeout: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Multiply what the phone waits on purpose, such as the connection-monitor duration: 0.01. (default: 1.0)",
            valueName: "factor"
        ),
        transform: { try DecimalLimit.factor.number($0) }
    )
    var timeScale = 1.0

    @Flag(name: .long, help: "Ask for blksize and tsize, as newer phones may.")
    var options = false

    @OptionGroup var events: EventOptions

    /// Refuses what cannot be.
    func validate() throws {
        guard ServerAddress(server) != nil else {
            throw ValidationError("\"\(server)\" is no ADDRESS:PORT; write 127.0.0.1:69 or [::1]:69.")
        }
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("Give --certificate and --key together.")
        }
    }

    func run() throws {
        let isReached = try Refusals.telling(json: events.json) {
            let settings = try settings()
            let commands = try CommandPipe()
            commands.takeSignals()
            return try PhoneSimulator(settings) { try? events.tell($0) }
                .run(commands, until: until, timeout: timeout.map { UInt64($0 * 1_000_000) })
        }
        guard isReached else {
            Output.error("cnfsim: \(name) did not reach \(until?.rawValue ?? "") in time.")
            throw ExitCode(ExitStatus.somePhonesFailed.rawValue)
        }
    }

    /// What the flags describe.
    func settings() throws -> PhoneSettings {
        guard let server = ServerAddress(server), let name = try PhoneNames.all([name]).first else {
            throw ValidationError("\"\(server)\" is no ADDRESS:PORT; write 127.0.0.1:69 or [::1]:69.")
        }
        var settings = PhoneSettings(name, server: server)
        settings.behaviour.requestsOptions = options
        settings.times.scale = timeScale
        settings.expiredCertificate = expiredCertificate
        if let certificate, let key {
            settings.identity = try InputFile.identity(certificate: certificate, key: key)
        }
        for path in callManagerCertificate {
            settings.callManagerCertificates += try InputFile.read(path) { bytes throws(CertificateError) in
                try Certificate.loadAll(bytes)
            }
        }
        for mapping in map { settings.addresses[mapping.from] = mapping.target }
        return settings
    }
}

extension PhoneGoal: ExpressibleByArgument {}
extension ExpiredCertificatePolicy: ExpressibleByArgument {}
