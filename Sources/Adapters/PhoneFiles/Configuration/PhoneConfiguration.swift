public import ClusterModel

/// What a phone takes from its file to register: where, how protected, and when to come back.
public struct PhoneConfiguration: Hashable, Sendable {
    /// A call manager, in the order of the phone's choice.
    public struct CallManager: Hashable, Sendable {
        /// `processNodeName`.
        public var address: String
        /// `ethernetPhonePort`.
        public var sccpPort: Int
        /// `sipPort`.
        public var sipPort: Int
        /// `securedSipPort`.
        public var securedSIPPort: Int
    }

    /// `srstInfo`.
    public enum SRST: Hashable, Sendable {
        /// A reference.
        case reference(Gateway)
        /// No SRST.
        case disable
        /// The phone's default router.
        case useDefaultGateway
    }

    /// A survivable gateway.
    public struct Gateway: Hashable, Sendable {
        /// The reference's name.
        public var name: String
        /// Where phones of this phone's protocol register, first choice first.
        public var endpoints: [Endpoint]
        /// `isSecure`.
        public var isSecure: Bool
        /// The DER of the gateway's certificate.
        public var certificate: [UInt8]?
    }

    /// One address and port of a gateway.
    public struct Endpoint: Hashable, Sendable {
        /// The address or host name.
        public var address: String
        /// The port.
        public var port: Int
    }

    /// `deviceProtocol`.
    public var phoneProtocol: PhoneProtocol
    /// `deviceSecurityMode`.
    public var deviceSecurityMode: DeviceSecurityMode
    /// The call managers.
    public var callManagers: [CallManager]
    /// `srstInfo`.
    public var srst: SRST
    /// Seconds a call manager must have been reachable before the phone returns to it.
    public var connectionMonitorDuration: Int
    /// `versionStamp`; empty in the default file.
    public var versionStamp: String

    /// Seconds of `connectionMonitorDuration` where a file has none (formats.md 4).
    public static let usualMonitorDuration = 120
}

extension PhoneConfiguration {
    /// Reads `SEP<MAC>.cnf.xml`, or `XMLDefault.cnf.xml`, which names call managers only.
    ///
    /// - Parameter bytes: The file.
    /// - Throws: `value-invalid` for a value that a phone cannot use, and the errors of reading: `malformed-xml`,
    ///   `document-type`, `file-too-large`.
    public init(parsing bytes: [UInt8]) throws(PhoneFileError) {
        let root = ConfigurationElement(try XMLParser.root(of: bytes), path: "")
        switch root.name {
        case "device": try self.init(device: root)
        case "Default": try self.init(defaultFile: root)
        default: throw root.invalid("is the root of no phone's file")
        }
    }

    private init(defaultFile root: ConfigurationElement) throws(PhoneFileError) {
        phoneProtocol = .sccp
        deviceSecurityMode = .nonSecure
        callManagers = try Self.callManagers(in: root)
        srst = .disable
        connectionMonitorDuration = Self.usualMonitorDuration
        versionStamp = ""
    }

    private init(device: ConfigurationElement) throws(PhoneFileError) {
        let pool = try device.child("devicePool")
        let protocolName = try device.child("deviceProtocol")
        guard let phoneProtocol = PhoneProtocol(rawValue: protocolName.text.lowercased()) else {
            throw protocolName.invalid("is neither SIP nor SCCP")
        }
        let mode = try device.child("deviceSecurityMode")
        guard let deviceSecurityMode = DeviceSecurityMode.allCases.first(where: { "\($0.fileValue)" == mode.text })
        else {
            throw mode.invalid("is not 1, 2 or 3")
        }
        self.phoneProtocol = phoneProtocol
        self.deviceSecurityMode = deviceSecurityMode
        callManagers = try Self.callManagers(in: pool)
        srst = try Self.srst(try pool.child("srstInfo"), phoneProtocol)
        connectionMonitorDuration =
            try pool.optionalChild("connectionMonitorDuration")?.number(in: 0...Int(Int32.max))
            ?? Self.usualMonitorDuration
        versionStamp = device.optionalChild("versionStamp")?.text ?? ""
    }

    private static func callManagers(in parent: ConfigurationElement) throws(PhoneFileError) -> [CallManager] {
        let members = try parent.child("callManagerGroup").child("members").children("member")
        var callManagers: [CallManager] = []
        for member in members {
            let callManager = try member.child("callManager")
            let ports = try callManager.child("ports")
            callManagers.append(
                CallManager(
                    address: try callManager.child("processNodeName").text,
                    sccpPort: try ports.child("ethernetPhonePort").port(),
                    sipPort: try ports.child("sipPort").port(),
                    securedSIPPort: try ports.child("securedSipPort").port()
                )
            )
        }
        return callManagers
    }

    private static func srst(
        _ info: ConfigurationElement,
        _ phoneProtocol: PhoneProtocol
    ) throws(PhoneFileError) -> SRST {
        let option = try info.child("srstOption")
        switch option.text {
        case "Disable": return .disable
        case "Use Default Gateway": return .useDefaultGateway
        case "Enable":
            return .reference(
                Gateway(
                    name: try info.child("name").text,
                    endpoints: try endpoints(info, phoneProtocol),
                    isSecure: try info.child("isSecure").flag(),
                    certificate: try info.optionalChild(SRSTCertificateElement.name)?.base64()
                )
            )
        default: throw option.invalid("is not Enable, Disable or Use Default Gateway")
        }
    }

    private static func endpoints(
        _ info: ConfigurationElement,
        _ phoneProtocol: PhoneProtocol
    ) throws(PhoneFileError) -> [Endpoint] {
        let names = phoneProtocol == .sip ? (address: "sipIpAddr", port: "sipPort") : (address: "ipAddr", port: "port")
        var endpoints: [Endpoint] = []
        for place in 1...SRSTReference.maximumEndpoints {
            let port = try info.child("\(names.port)\(place)").port()
            var addresses = [try info.child("\(names.address)\(place)").text]
            if phoneProtocol == .sip && place == 1 { addresses.append(info.optionalChild("sipIpV6Addr1")?.text ?? "") }
            for address in addresses where !address.isEmpty { endpoints.append(Endpoint(address: address, port: port)) }
        }
        return endpoints
    }
}
