public import Documents

/// The device security mode of a phone security profile.
public enum DeviceSecurityMode: String, Sendable, CaseIterable, DocumentConvertible {
    /// No TLS.
    case nonSecure = "non-secure"
    /// TLS without encryption of what is sent.
    case authenticated
    /// TLS with encryption.
    case encrypted

    /// The value of `deviceSecurityMode` in a phone's file (formats.md 1.3).
    public var fileValue: Int {
        switch self {
        case .nonSecure: 1
        case .authenticated: 2
        case .encrypted: 3
        }
    }

    /// Whether a phone in this mode uses TLS.
    public var usesTLS: Bool { self != .nonSecure }
}
