extension CertificateError {
    /// The kind of problem: an open set of lower-case words joined by hyphens.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The code as logs, the API and scripts see it.
        public let rawValue: String

        /// A code with this spelling.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The code as logs, the API and scripts see it.
        public var description: String { rawValue }
    }
}

// Reading.
extension CertificateError.Code {
    /// The bytes are not an X.509 certificate in DER, or the PEM around it is broken.
    public static let certificateMalformed = Self(rawValue: "certificate-malformed")
    /// The file holds no certificate.
    public static let noCertificate = Self(rawValue: "no-certificate")
    /// The file holds more than one certificate (S04).
    public static let severalCertificates = Self(rawValue: "several-certificates")
    /// The file holds a private key.
    public static let privateKeyPresent = Self(rawValue: "private-key-present")
    /// The file is larger than ``Certificate/maximumByteCount``.
    public static let certificateTooLarge = Self(rawValue: "certificate-too-large")
    /// Bytes follow the end of the certificate.
    public static let trailingBytes = Self(rawValue: "trailing-bytes")
    /// The text is not a fingerprint.
    public static let fingerprintMalformed = Self(rawValue: "fingerprint-malformed")
}

// Judging (S05).
extension CertificateError.Code {
    /// The issuer is not the subject.
    public static let notSelfSigned = Self(rawValue: "not-self-signed")
    /// The certificate's own key did not make its signature.
    public static let signatureInvalid = Self(rawValue: "signature-invalid")
    /// The key is too small to protect anything.
    public static let keyTooSmall = Self(rawValue: "key-too-small")
    /// The key is smaller than is recommended.
    public static let keySmall = Self(rawValue: "key-small")
    /// The signature uses a digest that was retired for signatures.
    public static let weakSignatureDigest = Self(rawValue: "weak-signature-digest")
    /// The key usage extensions exclude a TLS server.
    public static let notForServers = Self(rawValue: "not-for-servers")
    /// Extensions contradict each other.
    public static let contradictingExtensions = Self(rawValue: "contradicting-extensions")
}

// Making.
extension CertificateError.Code {
    /// The file holds no private key that can be read.
    public static let keyMalformed = Self(rawValue: "key-malformed")
    /// The key belongs to another certificate.
    public static let keyMismatch = Self(rawValue: "key-mismatch")
    /// A key or a random number cannot be made.
    public static let keyNotMade = Self(rawValue: "key-not-made")
    /// A certificate cannot say what it should.
    public static let certificateNotMade = Self(rawValue: "certificate-not-made")
}

// Fetching (S01).
extension CertificateError.Code {
    /// The reference has no address.
    public static let noProviderAddress = Self(rawValue: "no-provider-address")
    /// The reference's names have more addresses than a gateway has.
    public static let tooManyAddresses = Self(rawValue: "too-many-addresses")
    /// The provider's name does not exist.
    public static let providerNameNotFound = Self(rawValue: "provider-name-not-found")
    /// The provider's name could not be looked up.
    public static let providerLookupFailed = Self(rawValue: "provider-lookup-failed")
    /// Nobody listens on the certificate provider port.
    public static let providerRefused = Self(rawValue: "provider-refused")
    /// No way leads to the provider.
    public static let providerUnreachable = Self(rawValue: "provider-unreachable")
    /// The provider did not take the connection in time.
    public static let providerConnectTimeout = Self(rawValue: "provider-connect-timeout")
    /// The provider took the connection and said too little in time.
    public static let providerHandshakeTimeout = Self(rawValue: "provider-handshake-timeout")
    /// What listens on the port speaks no TLS.
    public static let providerNotTLS = Self(rawValue: "provider-not-tls")
    /// The provider broke the connection off.
    public static let providerReset = Self(rawValue: "provider-reset")
    /// The provider ended the connection without a word.
    public static let providerClosed = Self(rawValue: "provider-closed")
    /// The provider shows its certificate only to those who show theirs.
    public static let clientCertificateDemanded = Self(rawValue: "client-certificate-demanded")
    /// The provider and we have no way of speaking TLS in common.
    public static let providerHandshakeFailed = Self(rawValue: "provider-handshake-failed")
    /// Another certificate was seen before (S04).
    public static let certificatesDiffer = Self(rawValue: "certificates-differ")
    /// Too many gateways are being asked, and too many more wait to be.
    public static let tooManyInquiries = Self(rawValue: "too-many-inquiries")
    /// The fetch was cancelled.
    public static let fetchCancelled = Self(rawValue: "fetch-cancelled")
    /// This host could not connect to anything.
    public static let fetchImpossible = Self(rawValue: "fetch-impossible")
}
