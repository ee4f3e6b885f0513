internal import COpenSSL
internal import OpenSSL

/// Whether a certificate is self-signed (S05).
public enum SelfSignature: Hashable, Sendable {
    /// Issuer and subject are the same name, and the certificate's own key made the signature.
    case valid
    /// The issuer is another name: someone else vouches for this certificate.
    case issuerDiffers
    /// The names agree, but the certificate's own key did not make the signature.
    ///
    /// - reason: OpenSSL's reasons, for people.
    case signatureInvalid(reason: String)
}

extension Certificate {
    /// Verifies that the certificate is self-signed: names by RFC 5280 section 7.1, then the signature.
    ///
    /// Signatures over MD5 and SHA-1 verify too: OpenSSL's security level judges chains and connections, not this.
    public func selfSignature() -> SelfSignature {
        unsafe withPointer { certificate in
            OpenSSLErrorQueue.clear()
            let order = unsafe X509_NAME_cmp(X509_get_issuer_name(certificate), X509_get_subject_name(certificate))
            guard order == 0 else { return .issuerDiffers }
            guard let key = unsafe X509_get0_pubkey(certificate) else {
                return .signatureInvalid(reason: "the public key cannot be used: \(OpenSSLErrorQueue.drain())")
            }
            let result = unsafe X509_verify(certificate, key)
            let reasons = OpenSSLErrorQueue.drain()
            guard result == 1 else { return .signatureInvalid(reason: reasons.isEmpty ? "another key" : reasons) }
            return .valid
        }
    }
}
