internal import AdminAPI
internal import ArgumentParser
internal import Glibc
internal import TFTPServer

/// The flags about TFTP.
struct TFTPOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where TFTP listens, for instance 192.0.2.1:69 or [::]:69; may be given several times. Sockets that systemd "
                + "hands over (LISTEN_FDS) are used instead.",
            valueName: "address:port"
        )
    )
    var tftpListen: [String] = ["0.0.0.0:69", "[::]:69"]

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Threads that serve (default: one for each core).",
            valueName: "number"
        ),
        transform: { try NumberLimit.workers.number($0) }
    )
    var workers: Int?

    @Flag(name: .long, help: "Use the listening port for transfers, too: for firewalls that open only one.")
    var tftpSinglePort = false

    @Option(name: .long, help: ArgumentHelp("The ports transfers may use, for instance 50000-50999.", valueName: "a-b"))
    var tftpPortRange: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Serve only clients of this network; may be given several times.", valueName: "subnet")
    )
    var allowSubnet: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Transfers at once; beyond them the oldest that has acknowledged nothing makes way. (default: 20000)",
            valueName: "number"
        ),
        transform: { try NumberLimit.count.number($0) }
    )
    var maxTransfers: Int = 20_000

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Transfers to one /24 or /64 that have acknowledged nothing yet. (default: 4096)",
            valueName: "number"
        ),
        transform: { try NumberLimit.count.number($0) }
    )
    var maxUnacknowledged: Int = 4_096

    @Option(
        name: .long,
        help: ArgumentHelp("The same to one address, of one file. (default: 2048)", valueName: "number"),
        transform: { try NumberLimit.count.number($0) }
    )
    var maxUnacknowledgedPerFile: Int = 2_048

    @Option(
        name: .long,
        help: ArgumentHelp("Requests a second from one address (default: no limit).", valueName: "number"),
        transform: { try NumberLimit.count.number($0) }
    )
    var maxRequestRate: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("How long running transfers may finish after SIGTERM. (default: 20)", valueName: "seconds"),
        transform: { try NumberLimit.drainTimeout.number($0) }
    )
    var drainTimeout: Int = 20

    /// The settings these flags make.
    ///
    /// - Throws: `ValidationError` with what would be right.
    func settings() throws -> TFTPServerSettings {
        var settings = TFTPServerSettings(listenAddresses: try tftpListen.map(Self.address))
        settings.workers = workers ?? Self.cores
        settings.singlePort = tftpSinglePort
        settings.portRange = try tftpPortRange.map(Self.range)
        settings.allowedSubnets = try allowSubnet.map(Self.subnet)
        settings.maximumTransfers = maxTransfers
        settings.maximumUnacknowledgedPerPrefix = maxUnacknowledged
        settings.maximumUnacknowledgedPerName = maxUnacknowledgedPerFile
        settings.maximumRequestRate = maxRequestRate
        settings.drainTimeoutSeconds = drainTimeout
        return settings
    }

    private static var cores: Int { max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))) }

    private static func address(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError(
                "\"\(text)\" is not an address to listen on; write ADDRESS:PORT or [IPv6]:PORT, such as 0.0.0.0:69."
            )
        }
        return address
    }

    private static func range(_ text: String) throws -> ClosedRange<UInt16> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first > 0, first <= last else {
            throw ValidationError("\"\(text)\" is not a range of ports; write it like 50000-50999.")
        }
        return first...last
    }

    private static func subnet(_ text: String) throws -> Subnet {
        guard let subnet = Subnet(text) else {
            throw ValidationError("\"\(text)\" is not a network; write it like 10.20.0.0/16 or 2001:db8::/32.")
        }
        return subnet
    }
}
