public import Documents

/// One IP phone.
public struct Phone: Hashable, Sendable {
    /// The most lines. Our own bound: a phone with its expansion modules has fewer buttons.
    public static let maximumLines = 200

    /// The phone's name, made of its MAC address.
    public let name: DeviceName
    /// For people; it does not stand in the phone's file.
    public let description: PlainText
    /// How it talks to its call manager.
    public let phoneProtocol: PhoneProtocol
    /// Its model.
    public let model: PhoneModel
    /// A firmware load of its own, instead of its model's.
    public let load: FirmwareLoad?
    /// Its device pool.
    public let devicePool: ObjectName
    /// Its phone security profile.
    public let securityProfile: ObjectName
    /// Its lines, first button first; SIP only.
    public let lines: [Line]
    /// The user it belongs to.
    public let ownerUserID: PlainText
    /// The user name for its SSH service.
    public let sshUser: PlainText
    /// The password for its SSH service.
    public let sshPassword: Secret
    /// The password that unlocks its settings.
    public let phonePassword: Secret
    /// Product-specific settings of its own (`vendorConfig`).
    public let settings: ProductSettings
}

extension Phone: SavedObject {
    /// `phone`.
    public static let noun = "phone"

    /// The noun and the name.
    public var label: String { "\(Self.noun) \(name)" }

    /// Reads the phone's fields.
    public init?(_ reader: inout FieldReader) {
        let name: DeviceName? = reader.required("name")
        if let name { reader.object = "\(Self.noun) \(name)" }
        let description = reader.optional("description", default: PlainText.empty)
        let phoneProtocol: PhoneProtocol? = reader.required("protocol")
        let model: PhoneModel? = reader.required("model")
        let load = reader.optional("load", as: FirmwareLoad.self)
        let pool: ObjectName? = reader.required("device-pool")
        let profile: ObjectName? = reader.required("security-profile")
        let lines = reader.objects("lines") { Line(&$0) }
        let owner = reader.optional("owner-user-id", default: PlainText.empty)
        let sshUser = reader.optional("ssh-user", default: PlainText.empty)
        let sshPassword = reader.optional("ssh-password", default: Secret.empty)
        let phonePassword = reader.optional("phone-password", default: Secret.empty)
        let settings = reader.group("settings", absent: ProductSettings()) { ProductSettings(&$0) }
        let refusal = lines.flatMap { Self.refusal(of: $0, phoneProtocol) }
        if let refusal { reader.refuse(refusal, field: "lines") }
        guard let name, let description, let phoneProtocol, let model, let load, let pool, let profile, let lines,
            let owner, let sshUser, let sshPassword, let phonePassword, let settings, refusal == nil
        else { return nil }
        self.name = name
        self.description = description
        self.phoneProtocol = phoneProtocol
        self.model = model
        self.load = load
        devicePool = pool
        securityProfile = profile
        self.lines = lines
        ownerUserID = owner
        self.sshUser = sshUser
        self.sshPassword = sshPassword
        self.phonePassword = phonePassword
        self.settings = settings
    }

    private static func refusal(of lines: [Line], _ phoneProtocol: PhoneProtocol?) -> InvalidValue? {
        if phoneProtocol == .sccp, !lines.isEmpty {
            return InvalidValue(
                "An SCCP phone has no lines in its file; it learns them from the call manager.",
                remedy: "Remove them, or set the protocol to sip."
            )
        }
        if lines.count > maximumLines {
            return InvalidValue("There are \(lines.count) lines.", remedy: "Give at most \(maximumLines).")
        }
        return nil
    }

    /// The phone's fields.
    public var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("description", description.document),
            Document.Entry("protocol", phoneProtocol.document),
            Document.Entry("model", model.document),
            Document.Entry("load", load?.document ?? .null),
            Document.Entry("device-pool", devicePool.document),
            Document.Entry("security-profile", securityProfile.document),
            Document.Entry("lines", .list(lines.map(\.document))),
            Document.Entry("owner-user-id", ownerUserID.document),
            Document.Entry("ssh-user", sshUser.document),
            Document.Entry("ssh-password", sshPassword.document),
            Document.Entry("phone-password", phonePassword.document),
            Document.Entry("settings", settings.document),
        ])
    }
}
