/// Where a phone can register, and how it speaks there.
public struct Registrar: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// A call manager of the phone's group.
        case callManager = "call-manager"
        /// The survivable gateway.
        case gateway
    }

    /// Whether signalling is protected; the raw values are the words in reports.
    public enum Protection: String, Hashable, Sendable {
        /// TLS, both sides with certificates.
        case tls
        /// In the clear.
        case clear
    }

    /// What it is.
    public var kind: Kind
    /// Its address or host name.
    public var address: String
    /// Its TCP port.
    public var port: Int
    /// Whether signalling is protected.
    public var protection: Protection

    /// A registrar with its parts.
    public init(_ kind: Kind, address: String, port: Int, _ protection: Protection) {
        self.kind = kind
        self.address = address
        self.port = port
        self.protection = protection
    }

    /// `ADDRESS:PORT`, an IPv6 address in brackets.
    public var endpoint: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
