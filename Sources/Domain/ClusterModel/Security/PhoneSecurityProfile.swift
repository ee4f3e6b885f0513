public import Documents

/// A phone security profile: the security and the common settings of the phones that name it.
public struct PhoneSecurityProfile: Hashable, Sendable {
    /// The profile's name.
    public let name: ObjectName
    /// For people.
    public let description: PlainText
    /// The protocol of the phones that may use it.
    public let phoneProtocol: PhoneProtocol
    /// What its phones do in a mixed cluster.
    public let deviceSecurityMode: DeviceSecurityMode
    /// What its SIP phones send over without TLS.
    public let transport: SIPTransport
    /// How its phones prove themselves to the CAPF.
    public let capfAuthentication: CAPFAuthenticationMode
    /// Product-specific settings for its phones (`commonConfig`).
    public let settings: ProductSettings
}

extension PhoneSecurityProfile: SavedObject {
    /// `security-profile`.
    public static let noun = "security-profile"

    /// The noun and the name.
    public var label: String { "\(Self.noun) \(name)" }

    /// Reads the profile's fields.
    public init?(_ reader: inout FieldReader) {
        let name = reader.requiredName(noun: Self.noun)
        let description = reader.optional("description", default: PlainText.empty)
        let phoneProtocol: PhoneProtocol? = reader.required("protocol")
        let mode = reader.optional("device-security-mode", default: DeviceSecurityMode.nonSecure)
        let transport = reader.optional("transport", default: SIPTransport.tcpOrUDP)
        let capf = reader.optional("capf-authentication", default: CAPFAuthenticationMode.none)
        let settings = reader.group("settings", absent: ProductSettings()) { ProductSettings(&$0) }
        let contradicts = phoneProtocol == .sccp && transport != nil && transport != .tcpOrUDP
        if contradicts {
            reader.refuse(
                InvalidValue("An SCCP profile has no SIP transport.", remedy: "Remove it, or set protocol to sip."),
                field: "transport"
            )
        }
        guard let name, let description, let phoneProtocol, let mode, let transport, let capf, let settings,
            !contradicts
        else { return nil }
        self.name = name
        self.description = description
        self.phoneProtocol = phoneProtocol
        deviceSecurityMode = mode
        self.transport = transport
        capfAuthentication = capf
        self.settings = settings
    }

    /// The profile's fields.
    public var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("description", description.document),
            Document.Entry("protocol", phoneProtocol.document),
            Document.Entry("device-security-mode", deviceSecurityMode.document),
            Document.Entry("transport", transport.document),
            Document.Entry("capf-authentication", capfAuthentication.document),
            Document.Entry("settings", settings.document),
        ])
    }
}
