internal import Certificates

/// What a ``TLSContext`` is made from.
public struct TLSSettings: Hashable, Sendable {
    /// Which end of the connection we are.
    public enum Role: Hashable, Sendable {
        /// We connect.
        case client
        /// We are connected to.
        case server
    }

    /// Which end of the connection we are.
    public var role: Role
    /// The oldest version that is spoken.
    public var oldestVersion: TLSVersion
    /// The newest version that is spoken.
    public var newestVersion: TLSVersion
    /// OpenSSL's security level, 0 to 5 (SSL_CTX_set_security_level(3)).
    public var securityLevel: Int
    /// The cipher suites up to TLS 1.2, in OpenSSL's notation (ciphers(1)).
    public var cipherSuites: String
    /// Whether peers are spoken to that know nothing of secure renegotiation (RFC 5746).
    public var toleratesOldPeers: Bool
    /// The largest Certificate message that is read, in bytes.
    public var maximumCertificateMessageByteCount: Int

    /// Settings for today's peers.
    public init(_ role: Role) {
        self.role = role
        oldestVersion = .tls12
        newestVersion = .tls13
        securityLevel = 1
        cipherSuites = "DEFAULT"
        toleratesOldPeers = false
        maximumCertificateMessageByteCount = 4 * Certificate.maximumByteCount
    }

    /// For looking at the certificate of a gateway of any age: nothing is sent to it, and the certificate is judged
    /// afterwards, so level 0 (MD5, SHA-1, small keys) and TLS 1.0 cost nothing here, and only here.
    ///
    /// Suites without a certificate come last, so that a peer that has nothing else says so.
    public static let certificateProvider: TLSSettings = {
        var settings = TLSSettings(.client)
        settings.oldestVersion = .tls10
        settings.securityLevel = 0
        settings.cipherSuites = "ALL:+aNULL:@SECLEVEL=0"
        settings.toleratesOldPeers = true
        return settings
    }()
}
