internal import COpenSSL
internal import OpenSSL

extension AcceptanceRule {
    /// One of these is needed by every TLS server (RFC 5280 section 4.2.1.12, `id-kp-serverAuth`).
    private static let serverKeyUsages = UInt32(KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT)

    /// The purposes that include TLS servers: server authentication, any, and the "server gated" ones of old software.
    private static let serverPurposes = UInt32(XKU_SSL_SERVER | XKU_SGC | XKU_ANYEKU)

    /// OpenSSL's answer when an extension is absent: everything is allowed.
    private static let absent = UInt32.max

    static let wellFormedExtensions = AcceptanceRule { certificate in
        guard flags(of: certificate) & UInt32(EXFLAG_INVALID) != 0 else { return nil }
        return CertificateError(
            .contradictingExtensions,
            "certificate: its extensions are malformed or contradict each other",
            remedy: newCertificate
        )
    }

    /// RFC 5280 section 4.2.1.9: without the CA flag, keys must not be said to sign certificates.
    ///
    /// Only when basicConstraints says so: some call managers and gateways omit the extension altogether.
    static let consistentUsage = AcceptanceRule { certificate in
        let flags = flags(of: certificate)
        let usage = unsafe certificate.withPointer { unsafe X509_get_key_usage($0) }
        let saysNoAuthority = flags & UInt32(EXFLAG_BCONS) != 0 && flags & UInt32(EXFLAG_CA) == 0
        guard saysNoAuthority, usage != absent, usage & UInt32(KU_KEY_CERT_SIGN) != 0 else { return nil }
        return CertificateError(
            .contradictingExtensions,
            "certificate: its keyUsage has keyCertSign, but its basicConstraints say that it signs no certificates",
            remedy: newCertificate
        )
    }

    static let usableByServers = AcceptanceRule { certificate in
        // Of malformed extensions OpenSSL answers 0, as if they allowed nothing: another rule's finding.
        guard flags(of: certificate) & UInt32(EXFLAG_INVALID) == 0 else { return nil }
        let usage = unsafe certificate.withPointer { unsafe X509_get_key_usage($0) }
        let purposes = unsafe certificate.withPointer { unsafe X509_get_extended_key_usage($0) }
        guard usage & serverKeyUsages == 0 || purposes & serverPurposes == 0 else { return nil }
        let field = usage & serverKeyUsages == 0 ? "keyUsage" : "extendedKeyUsage"
        return CertificateError(
            .notForServers,
            "certificate: its \(field) excludes TLS servers, so phones could not connect to the gateway with it",
            remedy: newCertificate
        )
    }

    private static let newCertificate = "Generate a new self-signed certificate on the gateway"

    private static func flags(of certificate: Certificate) -> UInt32 {
        let flags = unsafe certificate.withPointer { unsafe X509_get_extension_flags($0) }
        OpenSSLErrorQueue.clear()
        return flags
    }
}
