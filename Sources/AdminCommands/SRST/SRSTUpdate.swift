internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import Documents

/// `cnfctl srst update`.
struct SRSTUpdate: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change fields of a reference; its certificate stays, unless security is removed.",
        discussion: """
            Examples:
              cnfctl srst update branch-12 --secure true
              cnfctl srst update branch-12 --certificate-provider-port 2445
              cnfctl srst update branch-12 --sip 192.0.2.12 --sip 192.0.2.13:5060
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String

    @Option(name: .long, help: ArgumentHelp("Is SRST Secure? true or false.", valueName: "flag"))
    var secure: String?
    @Option(
        name: .long,
        help: ArgumentHelp("The port of the gateway's certificate provider, 1024 to 49151.", valueName: "port")
    )
    var certificateProviderPort: String?
    @Option(
        name: .long,
        help: ArgumentHelp("The SCCP addresses, at most three; replaces those there are.", valueName: "address[:port]")
    )
    var sccp: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("The SIP addresses, at most three; replaces those there are.", valueName: "address[:port]")
    )
    var sip: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("Refuse unless the reference still has this version.", valueName: "number")
    )
    var ifVersion: Int?
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func validate() throws {
        guard !fields.entries.isEmpty else {
            throw ValidationError("Name at least one of --secure, --certificate-provider-port, --sccp and --sip.")
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(UpdateSRST(name: name, fields: fields, version: ifVersion, plan: plan), with: client)
    }

    private var fields: Document {
        var entries: [Document.Entry] = []
        if let secure { entries.append(Document.Entry("secure", .string(secure))) }
        if let certificateProviderPort {
            entries.append(Document.Entry("certificate-provider-port", .string(certificateProviderPort)))
        }
        if !sccp.isEmpty { entries.append(Document.Entry("sccp", .list(sccp.map(Endpoint.document)))) }
        if !sip.isEmpty { entries.append(Document.Entry("sip", .list(sip.map(Endpoint.document)))) }
        return .mapping(entries)
    }
}

/// `address`, `address:port` or `[IPv6]:port` as the fields of an endpoint.
enum Endpoint {
    static func document(_ text: String) -> Document {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let address = text[text.index(after: text.startIndex)..<close]
            return fields(String(address), port: text[text.index(after: close)...].dropFirst())
        }
        // More than one colon without brackets is an IPv6 address.
        return parts.count == 2 ? fields(String(parts[0]), port: parts[1]) : fields(text, port: "")
    }

    private static func fields(_ address: String, port: Substring) -> Document {
        let entry = Document.Entry("address", .string(address))
        return .mapping(port.isEmpty ? [entry] : [entry, Document.Entry("port", .string(String(port)))])
    }
}
