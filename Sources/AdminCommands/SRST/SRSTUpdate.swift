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
        guard try !fields().entries.isEmpty else {
            throw ValidationError("Name at least one of --secure, --certificate-provider-port, --sccp and --sip.")
        }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        try await change(UpdateSRST(name: name, fields: try fields(), version: ifVersion, plan: plan), with: client)
    }

    private func fields() throws -> Document {
        var entries: [Document.Entry] = []
        if let secure { entries.append(Document.Entry("secure", .string(secure))) }
        if let certificateProviderPort {
            entries.append(Document.Entry("certificate-provider-port", .string(certificateProviderPort)))
        }
        if !sccp.isEmpty { entries.append(Document.Entry("sccp", .list(try sccp.map { try Endpoint.document($0) }))) }
        if !sip.isEmpty { entries.append(Document.Entry("sip", .list(try sip.map { try Endpoint.document($0) }))) }
        return .mapping(entries)
    }
}

/// `address`, `address:port` or `[IPv6]:port` as the fields of an endpoint.
enum Endpoint {
    static func document(_ text: String) throws(ValidationError) -> Document {
        let colons = text.count { $0 == ":" }
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let address = text[text.index(after: text.startIndex)..<close]
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || (rest.hasPrefix(":") && rest.count > 1) else { throw malformed(text) }
            return fields(address, port: rest.dropFirst())
        }
        // More than one colon without brackets is an IPv6 address.
        guard colons == 1, let colon = text.firstIndex(of: ":") else { return fields(text[...], port: "") }
        let port = text[text.index(after: colon)...]
        guard !port.isEmpty else { throw malformed(text) }
        return fields(text[..<colon], port: port)
    }

    private static func fields(_ address: Substring, port: Substring) -> Document {
        let entry = Document.Entry("address", .string(String(address)))
        return .mapping(port.isEmpty ? [entry] : [entry, Document.Entry("port", .string(String(port)))])
    }

    private static func malformed(_ text: String) -> ValidationError {
        ValidationError("\"\(text)\" is no address; write ADDRESS, ADDRESS:PORT or [IPv6]:PORT.")
    }
}
