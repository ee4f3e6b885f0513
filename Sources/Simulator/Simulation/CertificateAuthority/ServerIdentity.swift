public import Certificates
public import TLS

/// Self-signed certificates, as gateways and call managers make them for themselves.
public enum ServerIdentity {
    /// Makes a key and a certificate for it.
    public static func make(
        commonName: String,
        validity: Validity,
        _ kind: PrivateKey.Kind
    ) throws(CertificateError) -> TLSIdentity {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(commonName: commonName, validity: validity, role: .server)
        return try TLSIdentity(Certificate.selfSigned(description, key: key), key: key)
    }
}
