internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel
internal import CommandLines
internal import Documents
internal import Simulation

/// `cnfsim boot-storm`.
struct BootStormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boot-storm",
        abstract: "Boot many phones at once against a TFTP server.",
        discussion: """
            Each phone asks for what a phone asks for, in its order: CTLSEP<MAC>.tlv, ITLSEP<MAC>.tlv (ITLFile.tlv when \
            that is missing), SEP<MAC>.cnf.xml.sgn, SEP<MAC>.cnf.xml when that is missing, and XMLDefault.cnf.xml when \
            there is none for the phone; then for the files of --also. A file that is missing is no failure, a phone \
            without any configuration is one.

            In 127.0.0.0/8 each phone has an address of its own in 127.64.0.0/10; against any other server it has a port \
            of its own on this host's address.

            Examples:
              cnfsim boot-storm --phones 10000 --server 127.0.0.1:69
              cnfsim boot-storm --names phones.txt --server 127.0.0.1:69 --rate 500 --loss 1%
              cnfsim boot-storm --phones 500 --first-mac 001122330000 --server '[::1]:69' --options --json
            """
    )

    /// The address of the first phone unless told otherwise: locally administered, so no maker's.
    static let defaultFirstAddress = "020000000000"
    /// How long a storm lasts before its progress is shown.
    private static let progressDelay: UInt64 = 1_000_000

    @Option(
        name: .long,
        help: ArgumentHelp("How many phones; with --names, the first so many.", valueName: "n"),
        transform: { try NumberLimit.simulatedPhones.number($0) }
    )
    var phones: Int?

    @Option(name: .long, help: ArgumentHelp("The server; an IPv6 address in brackets.", valueName: "address:port"))
    var server: String

    @Option(
        name: .long,
        help: ArgumentHelp("Phones switched on each second; all at once without it.", valueName: "r"),
        transform: { try DecimalLimit.rate.number($0) }
    )
    var rate: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("The part of packets lost in each direction: 0.05 or 5%.", valueName: "p")
    )
    var loss: Fraction?

    @Option(name: .long, help: ArgumentHelp("A file with a phone's name or address on each line.", valueName: "path"))
    var names: String?

    @Option(name: .long, help: ArgumentHelp("The first of the phones' consecutive addresses.", valueName: "mac"))
    var firstMac: String?

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("Another file every phone asks for after its configuration; repeatable.", valueName: "name")
    )
    var also: [String] = []

    @Option(name: .long, help: ArgumentHelp("What chooses the lost packets; random without it.", valueName: "number"))
    var seed: UInt64?

    @Flag(name: .long, help: "Phones ask for blksize and tsize, as newer ones may; older ones send no options.")
    var options = false

    @Flag(name: .long, help: "Print JSON; errors too.")
    var json = false

    @Flag(name: .long, help: "Let the server be something else than a loopback address.")
    var yesLoadThisHost = false

    /// Refuses what cannot be.
    func validate() throws {
        _ = try serverAddress()
        guard names == nil || firstMac == nil else { throw ValidationError("Give --names or --first-mac, not both.") }
        guard phones != nil || names != nil else {
            throw ValidationError("Say how many phones there are with --phones, or name them with --names.")
        }
        if let name = also.first(where: { $0.isEmpty || $0.utf8.count > 255 || $0.utf8.contains(0) }) {
            throw ValidationError("\"\(name)\" is no file name of 1 to 255 octets.")
        }
    }

    /// Runs the storm, prints its summary, and ends with the exit code of the contract.
    func run() throws {
        let summary = try Refusals.telling(json: json) { try storm() }
        try Output.standard(
            json
                ? String(decoding: try AdminJSON.encode(summary, pretty: true), as: UTF8.self)
                : SummaryText.lines(summary)
        )
        if summary.failed > 0 { throw ExitCode(ExitStatus.somePhonesFailed.rawValue) }
    }

    /// What the flags describe.
    func settings() throws -> BootStormSettings {
        var settings = BootStormSettings(server: try serverAddress(), phones: try phoneNames())
        settings.phonesPerSecond = rate
        settings.loss = loss?.value ?? 0
        settings.seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        settings.behaviour.requestsOptions = options
        settings.behaviour.furtherFiles = also
        return settings
    }

    private func storm() throws -> BootStormSummary {
        let storm = try BootStorm(try settings())
        guard Output.isWatched else { return try storm.run() }
        defer { Output.status("") }
        return try storm.run { progress in
            guard progress.microseconds >= Self.progressDelay else { return }
            Output.status("\(progress.done)/\(progress.phones) phones, \(progress.failed) failed")
        }
    }

    private func serverAddress() throws -> ServerAddress {
        guard let address = ServerAddress(server) else {
            throw ValidationError("\"\(server)\" is no ADDRESS:PORT; write 127.0.0.1:69 or [::1]:69.")
        }
        guard address.isLoopback || yesLoadThisHost else {
            throw ValidationError(
                "\(server) is not a loopback address. A storm can take a host or a network down: give "
                    + "--yes-load-this-host if they are yours to load."
            )
        }
        return address
    }

    private func phoneNames() throws -> [DeviceName] {
        guard let path = names else {
            let first: MACAddress
            do {
                first = try MACAddress(firstMac ?? Self.defaultFirstAddress)
            } catch {
                throw ProblemReport([
                    Problem(.usage, code: error.code, error.reason, field: "first-mac", hint: error.remedy)
                ])
            }
            do {
                return try PhoneNames.consecutive(from: first, count: phones ?? 0)
            } catch {
                throw ProblemReport([error])
            }
        }
        let names = try PhoneNames.read(path)
        guard names.count >= phones ?? 1 else {
            throw ProblemReport([
                Problem(
                    .usage,
                    code: "too-few-names",
                    "It names \(Quantity(names.count, "phone")).",
                    object: "file \(path)",
                    hint: "Name at least \(phones ?? 1), one on each line."
                )
            ])
        }
        return Array(names.prefix(phones ?? names.count))
    }
}
