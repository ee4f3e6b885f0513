public import Documents

/// A named survivable gateway: where phones register when no call manager answers.
public struct SRSTReference: Hashable, Sendable {
    /// The most addresses per protocol a phone's file has places for (formats.md 1.4).
    public static let maximumEndpoints = 3
    /// Names the file gives a meaning of its own; a reference may not have them.
    private static let reservedNames: Set<String> = ["disable", "enable", "use-default-gateway", "use default gateway"]

    /// The reference's name.
    public let name: ObjectName
    /// Where SCCP phones register, first choice first; at most three.
    public let sccpEndpoints: [SRSTEndpoint]
    /// Where SIP phones register, first choice first; at most three.
    public let sipEndpoints: [SRSTEndpoint]
    /// *Is SRST Secure?*
    public let isSecure: Bool
    /// Where the gateway's certificate provider listens.
    public let certificateProviderPort: CertificateProviderPort

    /// Every distinct address of the gateway, SCCP first (S01).
    public var distinctAddresses: [HostAddress] {
        var seen: Set<HostAddress> = []
        return (sccpEndpoints + sipEndpoints).map(\.address).filter { seen.insert($0).inserted }
    }
}

extension SRSTReference: SavedObject {
    /// `srst`.
    public static let noun = "srst"

    /// The noun and the name.
    public var label: String { "\(Self.noun) \(name)" }

    /// Reads the reference's fields.
    public init?(_ reader: inout FieldReader) {
        let name = reader.requiredName(noun: Self.noun).flatMap { Self.checkedName($0, reader) }
        let sccp = Self.endpoints(&reader, "sccp", port: .sccp)
        let sip = Self.endpoints(&reader, "sip", port: .sip)
        let isSecure = reader.optional("secure", default: false)
        let port = reader.optional("certificate-provider-port", default: CertificateProviderPort.standard)
        let hasNoAddress = sccp?.isEmpty == true && sip?.isEmpty == true
        if hasNoAddress {
            reader.refuse(
                InvalidValue("The reference has no address.", remedy: "Give at least one under sccp or sip."),
                field: "sccp"
            )
        }
        guard let name, let sccp, let sip, let isSecure, let port, !hasNoAddress else { return nil }
        self.name = name
        sccpEndpoints = sccp
        sipEndpoints = sip
        self.isSecure = isSecure
        certificateProviderPort = port
    }

    /// The reference's fields.
    public var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("sccp", .list(sccpEndpoints.map(\.document))),
            Document.Entry("sip", .list(sipEndpoints.map(\.document))),
            Document.Entry("secure", isSecure.document),
            Document.Entry("certificate-provider-port", certificateProviderPort.document),
        ])
    }

    private static func checkedName(_ name: ObjectName, _ reader: FieldReader) -> ObjectName? {
        guard !reservedNames.contains(name.folded) else {
            reader.refuse(
                InvalidValue("\"\(name)\" already means something in a phone's file.", remedy: "Choose another name."),
                field: "name"
            )
            return nil
        }
        return name
    }

    private static func endpoints(_ reader: inout FieldReader, _ key: String, port: Port) -> [SRSTEndpoint]? {
        guard let endpoints = reader.objects(key, { SRSTEndpoint(&$0, defaultPort: port) }) else { return nil }
        guard endpoints.count <= maximumEndpoints else {
            reader.refuse(
                InvalidValue(
                    "The reference has \(endpoints.count) addresses here.",
                    remedy: "Give at most \(maximumEndpoints)."
                ),
                field: key
            )
            return nil
        }
        return endpoints
    }
}
