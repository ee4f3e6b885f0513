internal import OpenSSL

extension Certificate {
    /// Makes a self-signed certificate.
    ///
    /// - Parameters:
    ///   - description: What it says.
    ///   - key: Its key, which signs it.
    /// - Returns: The certificate.
    /// - Throws: `certificate-not-made`, `key-not-made`.
    public static func selfSigned(
        _ description: CertificateDescription,
        key: PrivateKey
    ) throws(CertificateError) -> Certificate {
        try make(description, key: key, issuer: nil, issuerKey: key)
    }

    /// Makes a certificate that another one vouches for.
    ///
    /// - Parameters:
    ///   - description: What it says.
    ///   - key: Its key.
    ///   - issuer: The certificate that vouches for it.
    ///   - issuerKey: The key of that certificate.
    /// - Returns: The certificate.
    /// - Throws: `key-mismatch` when that key is another certificate's, `certificate-not-made`, `key-not-made`.
    public static func issued(
        _ description: CertificateDescription,
        key: PrivateKey,
        by issuer: Certificate,
        issuerKey: PrivateKey
    ) throws(CertificateError) -> Certificate {
        try issuerKey.check(issuer)
        return try make(description, key: key, issuer: issuer, issuerKey: issuerKey)
    }

    private static func make(
        _ description: CertificateDescription,
        key: PrivateKey,
        issuer: Certificate?,
        issuerKey: PrivateKey
    ) throws(CertificateError) -> Certificate {
        OpenSSLErrorQueue.clear()
        let builder = CertificateBuilder()
        try builder.setSerialNumber()
        try builder.setValidity(description.validity)
        try builder.setSubject(description)
        return try builder.sign(key: key, extensions: description.extensions, issuer: issuer, issuerKey: issuerKey)
    }
}

extension PrivateKey {
    /// Refuses a certificate of another key.
    ///
    /// - Throws: `key-mismatch`.
    public func check(_ certificate: Certificate) throws(CertificateError) {
        guard !matches(certificate) else { return }
        throw CertificateError(
            .keyMismatch,
            "private key: it is not the key of the certificate \(certificate.subject)",
            remedy: "Give the key file that was made with the certificate"
        )
    }
}
