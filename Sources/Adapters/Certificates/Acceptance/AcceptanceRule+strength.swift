internal import COpenSSL
internal import OpenSSL

extension AcceptanceRule {
    /// RSA keys below this many bits are refused: 512 and 768 bits have been factored (RSA-768: 2009).
    static let minimumRSABits = 1_024

    /// RSA keys below this many bits are warned about (NIST SP 800-131A: disallowed since 2014).
    static let recommendedRSABits = 2_048

    /// Digests that were retired for signatures (RFC 6149, RFC 6150, RFC 6151, RFC 9155).
    private static let weakDigests = [
        NID_md2: "MD2", NID_md4: "MD4", NID_md5: "MD5", NID_md5_sha1: "MD5 and SHA-1", NID_sha1: "SHA-1",
    ]

    static let keyOfUsableSize = AcceptanceRule { certificate in
        let key = certificate.key
        guard key.algorithm == .rsa, key.bits < minimumRSABits else { return nil }
        return CertificateError(
            .keyTooSmall,
            "certificate: its RSA key has \(key.bits) bits, fewer than \(minimumRSABits)",
            remedy: "Generate an RSA key of \(recommendedRSABits) bits on the gateway and a new certificate for it"
        )
    }

    static let keyOfRecommendedSize = AcceptanceRule { certificate in
        let key = certificate.key
        guard key.algorithm == .rsa, minimumRSABits..<recommendedRSABits ~= key.bits else { return nil }
        return CertificateError(
            .keySmall,
            "certificate: its RSA key has \(key.bits) bits, fewer than the recommended \(recommendedRSABits)",
            remedy: "Generate an RSA key of \(recommendedRSABits) bits on the gateway when its release allows"
        )
    }

    static let strongSignatureDigest = AcceptanceRule { certificate in
        guard let digest = weakDigest(of: certificate) else { return nil }
        return CertificateError(
            .weakSignatureDigest,
            "certificate: its signature algorithm, \(certificate.signatureAlgorithm), uses \(digest)",
            remedy: "Compare the fingerprint with the one on the gateway, and let it sign with SHA-256 when it can"
        )
    }

    private static func weakDigest(of certificate: Certificate) -> String? {
        var digest = NID_undef
        // The answer is 0 for algorithms that OpenSSL does not know well enough; the digest is set where it is known.
        unsafe certificate.withPointer { _ = unsafe X509_get_signature_info($0, &digest, nil, nil, nil) }
        OpenSSLErrorQueue.clear()
        return weakDigests[digest]
    }
}
