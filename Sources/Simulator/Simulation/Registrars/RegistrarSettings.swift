internal import Certificates
public import TLS

/// The ports of a simulated call manager or gateway; 0 lets the kernel choose a port.
public struct RegistrarSettings: Sendable {
    /// Signalling over TLS.
    public struct Secure: Sendable {
        /// The port.
        public var port: Int
        /// What phones see.
        public var identity: TLSIdentity
        /// Which phones are let in.
        public var trust: TLSClientTrust

        /// A port with its certificate and its trust.
        public init(port: Int, identity: TLSIdentity, trust: TLSClientTrust) {
            self.port = port
            self.identity = identity
            self.trust = trust
        }
    }

    /// A gateway's credential service.
    public struct CertificateProvider: Sendable {
        /// The port.
        public var port: Int
        /// What is shown, in turn: one certificate, or the two of an HSRP pair (S04).
        public var identities: [TLSIdentity]

        /// A port with its certificates.
        public init(port: Int, identities: [TLSIdentity]) {
            self.port = port
            self.identities = identities
        }
    }

    /// What it is.
    public var kind: Registrar.Kind
    /// The numeric address to listen on.
    public var host: String
    /// Signalling in the clear; `nil` for none.
    public var clearPort: Int?
    /// Signalling over TLS; `nil` for none.
    public var secure: Secure?
    /// The credential service; `nil` for none.
    public var certificateProvider: CertificateProvider?

    /// Settings without any port.
    public init(_ kind: Registrar.Kind, host: String) {
        self.kind = kind
        self.host = host
    }
}
