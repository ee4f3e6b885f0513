internal import ClusterModel
internal import Documents
internal import Store

/// The security that objects take from others they name: what an image for ``Loss/between(_:_:of:)`` has besides the
/// object's own fields.
struct NamedSecurity {
    /// The key under which a reference's image has the SHA-256 of its certificate.
    static let certificateKey = "certificate-sha256"
    /// The key under which a phone's image has the device security mode of its profile.
    static let profileKey = "security-profile-mode"
    /// The key under which a device pool's image says whether the reference it names is secure.
    static let referenceKey = "srst-secure"

    private var modes: [ObjectName: DeviceSecurityMode]
    private var secure: [ObjectName: Bool]

    /// What the objects of a configuration have to give.
    init(_ configuration: SavedConfiguration) {
        modes = configuration.securityProfiles.mapValues(\.value.deviceSecurityMode)
        secure = configuration.srstReferences.mapValues(\.value.isSecure)
    }

    /// Takes note of an object that is saved now.
    mutating func note(_ object: any SavedObject) {
        switch object {
        case let profile as PhoneSecurityProfile: modes[profile.name] = profile.deviceSecurityMode
        case let reference as SRSTReference: secure[reference.name] = reference.isSecure
        default: break
        }
    }

    /// The image of an object.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - certificate: The certificate that is accepted for it, when it is a reference that has one.
    /// - Returns: Its fields, secrets unmasked, and what it takes from others.
    func image(of object: any SavedObject, certificate: CertificateRecord? = nil) -> Document {
        switch object {
        case let reference as SRSTReference: return ReferenceChange.image(reference, certificate)
        case let phone as Phone:
            return object.document.adding(Self.profileKey, modes[phone.securityProfile]?.document)
        case let pool as DevicePool:
            guard case .reference(let name) = pool.srst else { return object.document }
            return object.document.adding(Self.referenceKey, secure[name]?.document)
        default: return object.document
        }
    }
}

extension Document {
    fileprivate func adding(_ key: String, _ value: Document?) -> Document {
        value.map { .mapping(entries + [Entry(key, $0)]) } ?? self
    }
}
